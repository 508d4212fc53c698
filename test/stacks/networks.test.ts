import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const chemistry = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const library = readFileSync("stacks/library.estate.yaml", "utf8");

/** `line path: message` of the problems of an edited estate and catalog. */
function told(estate: string, edits: Readonly<Record<string, string>>, offered = catalog) {
  const text = Object.entries(edits).reduce((before, [name, networks]) => {
    const after = before.replace(
      new RegExp(`(  ${name}:\n[^]*?)    network: .*\n`),
      `$1${networks}`,
    );
    assert.notEqual(after, before);
    return after;
  }, estate);
  return withFolder({ "catalog.yaml": offered, "a.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(({ file, line, path, message }) => {
      const source = file.endsWith("catalog.yaml") ? offered : text;
      const key = message === "is missing" ? "" : (path.split(".").at(-1) ?? "");
      const written = source.split("\n")[line - 1] ?? "";
      assert.ok(
        written.includes(key) || /\d+$/.test(key),
        `${path} is not in line ${line}: ${written}`,
      );
      return `${path}: ${message}`;
    }),
  );
}

const list = (...entries: readonly string[]) => `    networks: [${entries.join(", ")}]\n`;
const at = (address: string, name = "dc-chemistry") => `{ name: ${name}, address: ${address} }`;

/** The only problem of the server lims-app-1 with these networks. */
function one(networks: string, expected: RegExp, estate = chemistry, name = "lims-app-1"): void {
  const found = told(estate, { [name]: networks });
  assert.equal(found.length, 1, found.join("\n"));
  assert.match(found[0] ?? "", expected);
}

describe("the networks of a server", () => {
  it("stand in their order, dynamic or with an address for good", () => {
    const text = chemistry.replace(
      "    network: dc-chemistry\n",
      list(at("10.240.200.9"), "{ name: dc-library }"),
    );
    withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) => {
      const [server] = readEstate(folder, "a").estate.servers;
      assert.deepEqual(
        server?.networks.map(({ network, address }) => [network.name, address]),
        [
          ["dc-chemistry", "10.240.200.9"],
          ["dc-library", undefined],
        ],
      );
    });
  });

  it("are one, or a list, and never both or none", () => {
    one("", /lims-app-1.network: is missing/);
    one("    networks: []\n", /networks: 0 networks are given/);
    one(`    network: dc-chemistry\n${list("{ name: dc-library }")}`, /networks: stands beside/);
  });

  it("are of the server's platform and of the catalog, each once", () => {
    one(list("{ name: aws-chemistry }"), /networks.0.name: "aws-chemistry" is a network on AWS/);
    one(list("{ name: dc-chemistri }"), /networks.0.name: "dc-chemistri" is not a network of/);
    const twice = list("{ name: dc-chemistry }", at("10.240.200.9"));
    one(twice, /networks.1.name: "dc-chemistry" is a network of this server already/);
  });

  it("have addresses that a server can have", () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ["10.241.0.1", /outside of the network 10\.240\.0\.0\/16/],
      ["10.240.0.0", /the address of the network 10\.240\.0\.0\/16 itself/],
      ["10.240.255.255", /the broadcast address/],
      ["10.240.0.1", /the gateway/],
      ["10.240.200.251", /not for static use/],
      ["10.240.199.255", /not for static use/],
      ["10.240.200.256", /is not an IPv4 address/],
      ["010.240.200.25", /is not an IPv4 address/],
    ];
    for (const [address, expected] of cases) {
      one(list(at(address)), expected);
    }
    for (const address of ["10.240.200.1", "10.240.200.250"]) {
      assert.deepEqual(told(chemistry, { "lims-app-1": list(at(address)) }), []);
    }
  });

  it("share no address, on any way to the same port group", () => {
    const twin = `  dc-twin:\n    platform: vsphere\n    portGroup: pg-chemistry-240\n    addresses:\n      cidr: 10.240.0.0/16\n      gateway: 10.240.0.1\n      dnsServers: [10.240.0.2]\n      static: { from: 10.240.200.1, to: 10.240.200.250 }\n`;
    const offered = catalog.replace("networks:\n", `networks:\n${twin}`);
    const edits = {
      "lims-app-1": list(at("10.240.200.9")),
      "lims-app-2": list(at("10.240.200.9", "dc-twin")),
    };
    assert.deepEqual(told(chemistry, edits, offered), [
      "servers.lims-app-2.networks.0.address: 10.240.200.9 is the address of lims-app-1 already",
    ]);
  });

  it("have addresses for good only where the catalog has some", () => {
    const wanted = list(at("10.33.64.9", "aws-library"));
    one(wanted, /"aws-library" has no addresses for good/, library, "digital-web-1");
  });

  it("are no more than the size of the machine holds", () => {
    const offered = catalog.replace(
      "t3.medium: { cpus: 2, memory: 4 GiB }",
      "t3.medium: { cpus: 2, memory: 4 GiB, interfaces: 1 }",
    );
    const edits = {
      "spectra-web-1": list("{ name: aws-chemistry }", "{ name: aws-chemistry-storage }"),
    };
    assert.deepEqual(told(chemistry, edits), []);
    assert.deepEqual(told(chemistry, edits, offered), [
      "servers.spectra-web-1.networks: 2 networks are too many for t3.medium",
    ]);
  });

  it("lie in one virtual network of Azure", () => {
    const other = catalog.replace("vnet-chemistry/subnets/storage", "vnet-other/subnets/storage");
    const estate = library
      .replaceAll("3d3d3d3d-0000-4000-8000-000000000003", "2c2c2c2c-0000-4000-8000-000000000002")
      .replaceAll("azure-library", "azure-chemistry");
    const edits = {
      "exhibits-web-1": list("{ name: azure-chemistry }", "{ name: azure-chemistry-storage }"),
    };
    assert.deepEqual(told(estate, edits), []);
    assert.match(
      told(estate, edits, other).join(),
      /networks.1.name: "azure-chemistry-storage" lies in another virtual network/,
    );
  });
});

describe("the addresses of a network", () => {
  const offer = (from: string, to: string) => {
    const offered = catalog.replace(from, to);
    assert.notEqual(offered, catalog);
    return told(chemistry, {}, offered).join("\n");
  };

  it("fit together", () => {
    assert.match(offer("cidr: 10.240.0.0/16", "cidr: 10.240.0.1/16"), /cidr: .*inside of a netw/);
    assert.match(offer("gateway: 10.240.0.1", "gateway: 10.250.0.1"), /gateway: .*outside/);
    assert.match(offer("gateway: 10.240.0.1", "gateway: 10.240.0.0"), /gateway: .*itself/);
    assert.match(offer("from: 10.240.200.1", "from: 10.241.200.1"), /static.to: .* is before/);
    assert.match(offer("to: 10.240.200.250", "to: 10.240.255.255"), /static.to: .*broadcast/);
    assert.match(offer("from: 10.22.120.1", "from: 10.22.64.3"), /static.from: .*kept by the plat/);
    assert.match(offer("[10.240.0.2, 10.240.0.3]", "[]"), /dnsServers: 0 name servers are given/);
  });

  it("and the time zone is one that Windows can be given", () => {
    assert.deepEqual(
      offer("timeZone: Europe/Berlin\n      admin", "timeZone: Asia/Kolkata\n      admin"),
      "",
    );
    assert.match(
      offer("timeZone: Europe/Berlin\n      admin", "timeZone: Pacific/Chatham\n      admin"),
      /customization.timeZone: "Pacific\/Chatham" is a time zone that vSphere cannot give/,
    );
  });
});
