import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";
import { withoutSection } from "./sections.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

/** Two servers: one with an address for good, and one whose firewall is judged. */
const estateOf = (
  firewall: string,
  more = "",
  server = "platform: vsphere, network: dc-chemistry",
) =>
  `asOf: 2026-11-21
customer: { name: Walls, owner: walls, costCenter: "1", contact: a@example.edu }
aws: { account: "222222222222", region: eu-central-1 }
patchGroups: { all: { window: patch-week-thursday-night } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  db:
    { service: s, platform: vsphere, image: debian-12, cpus: 2, memory: 4 GiB,
      networks: [{ name: dc-chemistry, address: 10.240.200.7 }], disks: { system: { size: 30 GiB } } }
  moving:
    { service: s, platform: vsphere, image: debian-12, cpus: 2, memory: 4 GiB,
      network: dc-chemistry, disks: { system: { size: 30 GiB } } }
  web:
    { service: s, ${server}, image: debian-12, cpus: 2, memory: 4 GiB,
      disks: { system: { size: 30 GiB } }, firewall: { ${firewall} } }
${more}`;

const read = (text: string, offered = catalog) =>
  withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) => ({
    problems: problemsOf(() => readEstate(folder, "a")).map(
      ({ path, message, fix }) => `${path}: ${message} / ${fix}`,
    ),
    read: () => readEstate(folder, "a"),
  }));

const flow = (sides: string, ports = "[443]") =>
  `{ protocol: tcp, ports: ${ports}, ${sides}, purpose: Web }`;

describe("The firewall of a server in an estate", () => {
  it("lets the provider in first, and then what is named by network, server, name or word", () => {
    const text = estateOf(
      [
        `web: ${flow("from: [internet]", "[8000-8100, 443]")}`,
        `ssh: ${flow("from: [campus, db, aws-chemistry]", "[22]")}`,
        `out: ${flow("to: [internet]")}`,
      ].join(", "),
      "addressSets: { campus: [10.20.0.0/16, 2a00:1398:4::/48, 10.9.9.9] }",
    );
    const firewall = withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) =>
      readEstate(folder, "a").estate.servers.find(({ name }) => name === "web"),
    )?.firewall;
    const short = firewall?.map(({ name, direction, ports, peers }) => [
      ...[name, direction, ports.map(({ from, to }) => `${from}-${to}`).join(" ")],
      peers.join(" "),
    ]);
    assert.deepEqual(short, [
      ["management", "in", "22-22", "10.9.8.0/24"],
      ["monitoring", "in", "9100-9100", "10.9.16.0/26"],
      ["patches", "out", "443-443", "10.9.20.10/32 10.9.20.11/32"],
      ["backup", "out", "10006-10006", "10.9.24.0/26"],
      ["web", "in", "443-443 8000-8100", "0.0.0.0/0 ::/0"],
      [
        ...["ssh", "in", "22-22"],
        "10.20.0.0/16 10.22.64.0/18 10.240.200.7/32 10.9.9.9/32 2a00:1398:4::/48",
      ],
      ["out", "out", "443-443", "0.0.0.0/0 ::/0"],
    ]);
  });

  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "everybody at SSH",
      `a: ${flow("from: [internet]", "[20-30]")}`,
      /port 22 \(SSH\) is open to the Internet/,
    ],
    [
      "everybody at SSH in two flows",
      `a: ${flow("from: [0.0.0.0/1]", "[22]")}, b: ${flow("from: [128.0.0.0/1]", "[22]")}`,
      /a\.from: port 22 \(SSH\) is open to the Internet/,
    ],
    [
      "everybody without the word",
      `a: ${flow("from: [0.0.0.0/0]")}`,
      /is the Internet, by its number of addresses/,
    ],
    [
      "everybody in halves, without the word",
      `a: ${flow("from: [0.0.0.0/1]")}, b: ${flow("from: [128.0.0.0/1]", "[400-500]")}`,
      /b\.from: is the Internet/,
    ],
    [
      "a flow that a later one doubles",
      `a: ${flow("from: [10.20.1.0/24]")}, b: ${flow("from: [10.20.0.0/16]", "[1-1000]")}`,
      /b: tcp 443 and 10\.20\.1\.0\/24 are in "a" as well/,
    ],
    [
      "a doubled flow",
      `a: ${flow("from: [10.20.0.0/16]")}, b: ${flow("from: [10.20.1.0/24]")}`,
      /b: tcp 443 and 10\.20\.1\.0\/24 are in "a" as well/,
    ],
    [
      "the provider's monitoring",
      `a: ${flow("from: [10.9.16.9]", "[9100]")}`,
      /are in "monitoring" as well/,
    ],
    [
      "an entry for nothing",
      `a: ${flow("from: [10.20.0.0/16, 10.20.9.0/24]")}`,
      /from\.1: "10\.20\.9\.0\/24" adds nothing to "10\.20\.0\.0\/16"/,
    ],
    [
      "an entry twice",
      `a: ${flow("from: [10.20.0.0/16, 10.20.0.0/16]")}`,
      /from\.1: .* adds nothing/,
    ],
    [
      "a server in its network",
      `a: ${flow("from: [dc-chemistry, db]")}`,
      /from\.1: "db" adds nothing to "dc-chemistry"/,
    ],
    [
      "a misspelled server",
      `a: ${flow("from: [dbb]")}`,
      /"dbb" is not a network and not the name .* Did you mean "db"\?/,
    ],
    ["a misspelled network", `a: ${flow("from: [dc-chemisty]")}`, /Did you mean "dc-chemistry"\?/],
    ["a dynamic address", `a: ${flow("from: [moving]")}`, /"moving" has a dynamic address/],
    [
      "a network without addresses",
      `a: ${flow("from: [aws-library]")}`,
      /"aws-library" has no addresses in the catalog/,
    ],
    [
      "an address that is no network",
      `a: ${flow("from: [10.20.3.4/16]")}`,
      /Write "10\.20\.0\.0\/16"/,
    ],
    [
      "IPv6 in another spelling",
      `a: ${flow("from: [2a00:1398:0004::/48]")}`,
      /Write "2a00:1398:4::\/48"/,
    ],
    ["IPv4 within IPv6", `a: ${flow('from: ["::ffff:10.0.0.0/104"]')}`, /clothes of IPv6/],
    [
      "ports upside down",
      `a: ${flow("from: [10.20.0.0/16]", "[9-8]")}`,
      /ports\.0: 9-8 is not a range/,
    ],
    ["ports that are none", `a: ${flow("from: [10.20.0.0/16]", "[70000]")}`, /70000 is not a port/],
    [
      "ports beyond the last",
      `a: ${flow("from: [10.20.0.0/16]", "[1-70000]")}`,
      /1-70000 is not a range/,
    ],
    [
      "ports twice",
      `a: ${flow("from: [10.20.0.0/16]", "[443, 400-500]")}`,
      /ports\.1: 400-500 meets 443/,
    ],
    ["no other side", "a: { protocol: tcp, ports: [1], purpose: p }", /a: has no other side/],
    [
      "both sides",
      `a: ${flow("from: [10.20.0.0/16], to: [10.0.0.0/8]")}`,
      /a\.to: stands beside "from"/,
    ],
    [
      "another protocol",
      "a: { protocol: icmp, ports: [1], from: [db], purpose: p }",
      /"icmp" is not a protocol/,
    ],
    [
      "the provider's name",
      `management: ${flow("from: [db]")}`,
      /"management" is the name of a flow of the provider/,
    ],
  ];
  for (const [what, firewall, expected] of cases) {
    it(`is refused for ${what}, once`, () => {
      const { problems } = read(estateOf(firewall));
      assert.match(problems.join("\n"), expected);
      assert.ok(problems.length <= 2, problems.join("\n"));
    });
  }

  it("is refused for what the platform or the level of the data does not allow", () => {
    const aws = "platform: aws, network: aws-chemistry";
    const many = Array.from({ length: 61 }, (_, index) => `10.20.${index}.0/24`).join(", ");
    const refused = (text: string, expected: RegExp) =>
      assert.match(read(text).problems.join("\n"), expected);
    refused(estateOf(`a: ${flow(`from: [${many}]`)}`, "", aws), /web\.firewall: needs 63 rules/);
    assert.deepEqual(read(estateOf(`a: ${flow(`from: [${many}]`)}`)).problems, []);
    const internal = "platform: vsphere, dataLevel: 2, network: dc-chemistry";
    refused(estateOf(`a: ${flow("from: [internet]")}`, "", internal), /data of level 2/);
  });

  it("is refused for names that mean two things, and for sets that are none", () => {
    const both = read(estateOf(`a: ${flow("from: [db]")}`, "addressSets: { db: [10.20.0.0/16] }"));
    assert.match(both.problems.join("\n"), /"db" is the name of a server and of a set/);
    const word = read(estateOf("", "addressSets: { internet: [10.20.0.0/16], x: [nowhere] }"));
    assert.equal(word.problems.length, 2, word.problems.join("\n"));
  });

  it("is refused where the catalog does not say how the provider comes in", () => {
    const without = withoutSection(catalog, "# What the provider needs at every server");
    const { problems } = read(estateOf(`a: ${flow("from: [db]")}`), without);
    assert.match(problems.join("\n"), /web\.firewall: cannot be kept/);
    assert.equal(problems.length, 1);
  });

  it("is held against the provider's own part, which opens nothing to the Internet", () => {
    const open = catalog
      .replace("management: [10.9.8.0/24]", "management: [0.0.0.0/0]")
      .replace("from: [10.9.16.0/26]", "from: [internet]");
    const { problems } = read(estateOf(""), open);
    assert.match(problems.join("\n"), /firewall\.management: opens administration ports/);
    assert.match(problems.join("\n"), /monitoring\.from: opens every server/);
  });
});
