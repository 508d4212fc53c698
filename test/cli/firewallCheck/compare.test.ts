import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comparedFirewalls } from "../../../cli/firewallCheck/compare.js";
import { jsonOf, linesOf } from "../../../cli/firewallCheck/forms.js";
import type { Ask } from "../../../cli/guests/asking.js";
import { sent } from "../../../components/access/guests.js";
import { keepWindows } from "../../../components/service/access/windowsCommands.js";
import { runOnWindows } from "../../../simulator/guests/windows/run.js";
import { readState, writeState } from "../../../simulator/guests/windows/state.js";
import { placesIn } from "../../../stacks/schema/places.js";
import { readEstate } from "../../../stacks/schema/read.js";

const server = (image: string, more = "") =>
  `{ service: s, platform: vsphere, image: ${image}, cpus: 2, memory: 4 GiB,
      network: dc-chemistry, disks: { system: { size: 80 GiB } }${more} }`;
const text = `asOf: 2026-11-21
customer: { name: Walls, owner: walls, costCenter: "1", contact: a@example.edu }
patchGroups: { all: { window: patch-week-thursday-night } }
administratorGroups: { 'CAMPUS\\walls': { name: Walls } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  linux: ${server("debian-12")}
  silent: ${server("windows-2022")}
  gone: ${server("windows-2022", ", firewall: {}")}
  win:
    service: s
    platform: vsphere
    image: windows-2022
    cpus: 2
    memory: 4 GiB
    network: dc-chemistry
    disks: { system: { size: 80 GiB } }
    firewall:
      sql: { protocol: tcp, ports: [1433], from: [10.9.0.0/16], purpose: Data }
      web: { protocol: tcp, ports: [443], from: [10.9.0.0/16], purpose: Web }
      out: { protocol: tcp, ports: [25], to: [10.8.0.0/16], purpose: Mail }
`;

describe("the firewalls of Windows servers, held against their estate", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "comanaged-firewalls-"));
    writeFileSync(join(folder, "catalog.yaml"), readFileSync("stacks/catalog.yaml"));
    writeFileSync(join(folder, "a.estate.yaml"), text);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  /** The program's model on the server `win`; nobody else answers. */
  const ask: Ask = async (name, section, value) => {
    if (name !== "win") {
      throw new Error("gave no answer within 60 s");
    }
    const stdin = sent({ version: 1, sections: { [section]: value } }, "windows");
    return JSON.parse(runOnWindows(folder, "key", keepWindows, stdin).stdout).observed[section];
  };
  const compare = (as: Ask) =>
    comparedFirewalls(readEstate(folder, "a").estate, placesIn(folder, "a.estate.yaml"), as);

  it("differ in what is missing, other and more, each at its line", async () => {
    const { firewall } =
      readEstate(folder, "a").estate.servers.find(({ name }) => name === "win") ?? {};
    const own = (firewall ?? []).filter(({ name }) => name !== "sql");
    const rules = own.map(({ name, direction, protocol, ports, peers }) => [
      name,
      [
        direction,
        protocol,
        ports.map(({ from, to }) => (from === to ? from : `${from}-${to}`)),
        peers,
        null,
      ].join("|"),
    ]);
    const kept = Object.fromEntries(rules);
    delete kept.out;
    writeState(folder, {
      ...readState(folder),
      firewall: { ...kept, web: "in|tcp|80||", old: "in|tcp|23||" },
    });
    const firewalls = await compare(ask);
    const file = join(folder, "a.estate.yaml");
    assert.deepEqual(linesOf(firewalls), [
      "silent: nothing is declared, and nothing is compared",
      "gone: UNDETERMINED: gave no answer within 60 s",
      `${file}:22:7: win: rule "sql" is declared, and no rule of this name is on the server`,
      `${file}:23:7: win: rule "web" lets other traffic through on the server than is declared`,
      `${file}:21:5: win: rule "old" lets traffic through on the server and is not declared`,
    ]);
    assert.deepEqual(
      JSON.parse(jsonOf(firewalls)).servers.map(({ standing }: { standing: string }) => standing),
      ["undeclared", "undetermined", "differs"],
    );
    writeState(folder, {
      ...readState(folder),
      firewall: { ...kept, sql: "in|tcp|1433|10.9.0.0/16|" },
    });
    assert.equal(linesOf(await compare(ask)).at(-1), "win: as declared");
  });

  it("are not known where the answer is another than agreed", async () => {
    const odd = await compare(() => Promise.resolve({ missing: "\u001b[2Jnone" }));
    assert.match(linesOf(odd).at(-1) ?? "", /^win: UNDETERMINED: its firewall cannot be read/);
    const told = await compare(() =>
      Promise.resolve({ missing: [], different: [], extra: ["a\u001b[2J\nwin: as declared"] }),
    );
    assert.equal(linesOf(told).length, 3);
    assert.ok(!linesOf(told).join("\n").includes("\u001b"));
  });
});
