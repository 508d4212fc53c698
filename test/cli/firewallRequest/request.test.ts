import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { firewallRequestCommand } from "../../../cli/firewallRequest/command.js";
import { csvOf, jsonOf, markdownOf } from "../../../cli/firewallRequest/forms.js";
import { needsOf } from "../../../cli/firewallRequest/needs.js";
import { requestFile, requestOf } from "../../../cli/firewallRequest/request.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { withFolder } from "../../stacks/refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

const estateOf = (web: string, asOf = "2026-11-21") => `asOf: ${asOf}
customer: { name: "Walls | [x](y)", owner: walls, costCenter: "1", contact: a@example.edu }
aws: { account: "222222222222", region: eu-central-1 }
patchGroups: { all: { window: patch-week-thursday-night } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  silent:
    { service: s, platform: vsphere, image: debian-12, cpus: 2, memory: 4 GiB,
      network: dc-library, disks: { system: { size: 30 GiB } } }
  db:
    { service: s, platform: vsphere, image: windows-2022, cpus: 2, memory: 4 GiB,
      networks: [{ name: dc-chemistry, address: 10.240.200.7 }], disks: { system: { size: 80 GiB } },
      firewall: { sql: { protocol: tcp, ports: [1433], from: [cloud, dc-chemistry], purpose: "=Data" } } }
  cloud:
    { service: s, platform: aws, image: debian-12, cpus: 2, memory: 4 GiB,
      networks: [{ name: aws-chemistry, address: 10.22.120.9 }], disks: { system: { size: 30 GiB } },
      firewall: { sql: { protocol: tcp, ports: [1433], to: [db, 10.22.64.0/18], purpose: Data }${web} } }
`;
const web =
  ", web: { protocol: udp, ports: [443, 8000-8100], from: [dc-library, 10.99.0.0/16], purpose: Web }";

const request = (text: string, earlier?: ReturnType<typeof requestOf>) =>
  withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) => {
    const { estate, catalog: offered } = readEstate(folder, "a");
    const head = {
      stack: "a",
      customer: estate.customer.name,
      asOf: estate.asOf,
      undeclared: ["silent"],
    };
    return requestOf(needsOf(estate, offered), head, earlier);
  });
const short = ({ lines }: ReturnType<typeof requestOf>) =>
  lines.map(({ server, flow, source, destination, protocol, ports }) =>
    [server, flow, source.join("+"), destination.join("+"), protocol, ports.join("+")].join(" "),
  );

describe("the request to the owners of the datacenter's firewall", () => {
  it("has what goes through it, once, and nothing that stays in a network or in a cloud", () => {
    assert.deepEqual(short(request(estateOf(web))), [
      "db management 10.9.8.0/24 10.240.200.7/32 tcp 22+3389+5985-5986",
      "db monitoring 10.9.16.0/26 10.240.200.7/32 tcp 9100",
      "db patches 10.240.200.7/32 10.9.20.10/32+10.9.20.11/32 tcp 443",
      "db backup 10.240.200.7/32 10.9.24.0/26 tcp 10006",
      "db sql 10.22.120.9/32 10.240.200.7/32 tcp 1433",
      "cloud web 10.31.0.0/16 10.22.120.9/32 udp 443+8000-8100",
    ]);
  });

  it("tells what is new and gone, and keeps the day on which a line was first asked for", () => {
    const first = request(estateOf(""));
    const later = request(estateOf(web, "2026-12-01"), first);
    assert.deepEqual(
      later.new.map(({ flow, since }) => `${flow} ${since}`),
      ["web 2026-12-01"],
    );
    assert.deepEqual(later.gone, []);
    assert.equal(later.lines[0]?.since, "2026-11-21");
    const last = request(estateOf("", "2027-01-01"), requestFile.parse(JSON.parse(jsonOf(later))));
    assert.deepEqual([last.new, last.gone.map(({ flow }) => flow)], [[], ["web"]]);
    assert.match(markdownOf(last), /## Gone: can be closed\n\n\| server .*\n.*\n\| cloud \| web/);
    assert.match(csvOf(last), /\r\n"gone","cloud","web",/);
    assert.deepEqual(request(estateOf(web)), request(estateOf(web)));
  });

  it("takes no text of the estate for markup or a formula", () => {
    const made = request(estateOf(web));
    assert.ok(csvOf(made).includes('"\'=Data"'));
    assert.ok(!markdownOf(made).includes("[x](y)"));
    const widths = markdownOf(made)
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => line.match(/(?<!\\)\|/g)?.length);
    assert.deepEqual([...new Set(widths)], [10]);
  });

  it("is written by the command in all forms, which refuses what is no earlier request", () => {
    const files = { "catalog.yaml": catalog, "a.estate.yaml": estateOf(web), "x.json": "{}" };
    withFolder(files, (folder) => {
      const run = (...words: string[]) =>
        firewallRequestCommand()
          .exitOverride()
          .configureOutput({ writeErr: () => undefined })
          .parse(["a", "--stacks", folder, "--out", folder, ...words], { from: "user" });
      const written = (ending: string) =>
        readFileSync(join(folder, `a-firewall.${ending}`), "utf8");
      run();
      const [markdown, csv] = [written("md"), written("csv")];
      assert.match(markdown, /6 rules/);
      run("--since", join(folder, "a-firewall.json"));
      assert.deepEqual([written("md"), written("csv")], [markdown, csv]);
      assert.throws(() => run("--since", join(folder, "x.json")), /is not a request that/);
    });
  });
});
