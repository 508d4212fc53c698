import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { calendarEntries, spanOf } from "../../cli/calendar/entries.js";
import { nextInEstate } from "../../cli/due/next.js";
import { needsOf } from "../../cli/firewallRequest/needs.js";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const who = "requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu";
const retire = (from: string, decided = who) =>
  `retire: { from: ${from}, reason: old, ${decided} }`;

type Edit = (text: string) => string;
const with_ =
  (server: string, entry: string): Edit =>
  (text) =>
    text.replace(`  ${server}:\n`, `  ${server}:\n    ${entry}\n`);
const on =
  (asOf: string): Edit =>
  (text) =>
    text.replace("asOf: 2026-11-21", `asOf: ${asOf}`);
const plus =
  (added: string): Edit =>
  (text) =>
    `${text}${added}\n`;

function read(edits: readonly Edit[], offered: Edit = (text) => text) {
  const own = edits.reduce((text, edit) => edit(text), estate);
  const files = { "catalog.yaml": offered(catalog), "a.estate.yaml": own };
  return withFolder(files, (folder) => {
    const found: ReturnType<typeof readEstate>[] = [];
    const problems = problemsOf(() => found.push(readEstate(folder, "a")));
    return { found: found[0], problems };
  });
}

function good(...edits: readonly Edit[]) {
  const { found, problems } = read(edits);
  assert.ok(found, problems.map(({ path, message }) => `${path}: ${message}`).join("\n"));
  return found.estate;
}

function told(edits: readonly Edit[], offered?: Edit): string[] {
  return read(edits, offered).problems.map(({ path, message }) => `${path}: ${message}`);
}

const serverOf = ({ servers }: ReturnType<typeof good>, name: string) =>
  servers.find((server) => server.name === name);

describe("the retirement of a server in an estate", () => {
  it("takes it out of its patch group, its windows and its alarms on its day, and not before", () => {
    const planned = good(with_("spectra-web-1", retire("2026-11-22")));
    assert.equal(serverOf(planned, "spectra-web-1")?.patchGroup, "production");
    assert.equal(serverOf(planned, "spectra-web-1")?.retirement?.stage, "planned");
    const retired = good(with_("spectra-web-1", retire("2026-11-21")));
    const server = serverOf(retired, "spectra-web-1");
    assert.equal(server?.patchGroup, "retired");
    assert.deepEqual(
      [server?.retirement?.stage, server?.retirement?.reclaimFrom, server?.retirement?.keepUntil],
      ["retired", "2026-12-21", "2026-12-20"],
    );
    assert.deepEqual(
      retired.servers.map(({ name }) => name),
      planned.servers.map(({ name }) => name),
    );
  });

  it("keeps its last backup as long as its own backup class says", () => {
    const found = good(with_("lims-db-1", retire("2026-12-01")));
    assert.equal(serverOf(found, "lims-db-1")?.retirement?.keepUntil, "2027-02-28");
  });

  it("shows in the calendar: windows of its day and later are without it", () => {
    const found = good(with_("spectra-web-1", retire("2026-12-15")));
    const entries = calendarEntries(found, spanOf("2026-11-21", 90)).filter(({ servers }) =>
      servers.includes("spectra-web-1"),
    );
    assert.equal(entries.length, 0);
    const later = good(with_("spectra-web-1", retire("2026-12-16")));
    const before = calendarEntries(later, spanOf("2026-11-21", 90)).filter(({ servers }) =>
      servers.includes("spectra-web-1"),
    );
    assert.deepEqual(
      before.map(({ start }) => start.toString()),
      ["2026-12-15T20:00:00Z"],
    );
  });

  it("is what comes next, with its day", () => {
    const lines = (asOf: string, from: string) =>
      nextInEstate(good(with_("spectra-web-1", retire(from)), on(asOf)));
    assert.deepEqual(lines("2026-11-21", "2026-12-01").slice(0, 1), [
      "a: 2026-12-01 spectra-web-1 is shut down and cut off",
    ]);
    assert.ok(
      lines("2026-11-21", "2026-11-20").includes("a: 2026-12-20 spectra-web-1 can be reclaimed"),
    );
    assert.match(lines("2026-12-20", "2026-11-20")[0] ?? "", /can be reclaimed, once its removal/);
    assert.ok(lines("2026-11-21", "2026-12-01").some((line) => line.includes("is patched")));
  });

  it("asks the datacenter for no traffic any more", () => {
    const firewall = "firewall: {}";
    const open = read([with_("lims-db-1", firewall)]).found;
    const closed = read([
      with_("lims-db-1", firewall),
      with_("lims-db-1", retire("2026-11-21")),
    ]).found;
    assert.ok(open && closed);
    assert.ok(needsOf(open.estate, open.catalog).length > 0);
    assert.deepEqual(needsOf(closed.estate, closed.catalog), []);
  });

  it("needs an approver who does not ask for it", () => {
    const alone =
      "requester: duty-manager@provider.example.edu, approver: duty-manager@provider.example.edu";
    assert.match(
      told([with_("lims-db-1", retire("2026-12-01", alone))])[0] ?? "",
      /servers\.lims-db-1\.retire\.approver: .*asks for it and cannot allow it/,
    );
    const stranger = "requester: a@b.example, approver: nobody@b.example";
    assert.match(
      told([with_("lims-db-1", retire("2026-12-01", stranger))])[0] ?? "",
      /is not an approver of the catalog/,
    );
  });

  it("is refused of the only server that tests, as soon as it is planned", () => {
    const both = [
      with_("lims-test-1", retire("2026-12-01")),
      with_("spectra-web-test-1", retire("2026-12-05")),
    ];
    assert.deepEqual(told(both.slice(0, 1)), []);
    const found = told(both);
    assert.ok(found.length > 0);
    for (const line of found) {
      assert.match(
        line,
        /servers\.spectra-web-test-1\.retire\.from: "test" has no servers in service from 2026-12-05 on, so nobody tests the patches of "production/,
      );
    }
    assert.deepEqual(told([...both, on("2026-12-06")]).length, found.length);
  });

  it("is allowed of the only server that tests when nothing is left to be tested", () => {
    const names = [...estate.matchAll(/^ {2}([a-z0-9-]+):\n {4}service:/gm)].map(
      ([, name = ""]) => name,
    );
    assert.equal(names.length, 7);
    const all = names.map((name) => with_(name, retire("2026-12-01")));
    assert.deepEqual(told(all), []);
    assert.deepEqual(told([...all, on("2027-02-01")]), []);
  });

  it("leaves peers of whom one is left, and says so", () => {
    const found = good(with_("lims-app-1", retire("2026-11-21")));
    assert.match(found.leftovers[0] ?? "", /peers\.lims-app: of its servers lims-app-2 is left/);
    assert.deepEqual(good(with_("lims-app-1", retire("2026-12-01"))).leftovers, []);
  });

  it("is not confirmed away before the quarantine is over", () => {
    const confirm = (change: string) =>
      plus(`confirm: [{ server: spectra-web-1, change: ${change}, until: 2027-06-01 }]`);
    const gone = with_("spectra-web-1", retire("2026-11-30"));
    for (const asOf of ["2026-11-21", "2026-11-30", "2026-12-29"]) {
      assert.match(
        told([gone, confirm("remove"), on(asOf)])[0] ?? "",
        /confirm\.0\.change: "spectra-web-1" is retired from 2026-11-30 on and kept until 2026-12-30/,
      );
    }
    assert.deepEqual(told([gone, confirm("remove"), on("2026-12-30")]), []);
    assert.equal(told([gone, confirm("reimage"), on("2026-12-30")]).length, 1);
    assert.deepEqual(told([gone, confirm("reimage"), on("2026-11-21")]), []);
  });

  it("is refused where a platform lacks the means, and of what is being taken over", () => {
    const gone = with_("lims-db-1", retire("2026-12-01"));
    assert.match(
      told([gone], (text) => text.replace(/^ {4}quarantine: pg-quarantine\n/m, ""))[0] ?? "",
      /servers\.lims-db-1\.retire: needs a port group in which retired servers stand/,
    );
    const adopted = with_("lims-db-1", "adopt: { machine: /dc-main/vm/old/db }");
    assert.ok(told([adopted, gone]).some((line) => /retire: stands beside adopt/.test(line)));
  });

  it("takes the name of its patch group for itself", () => {
    const named: Edit = (text) =>
      text.replace(
        "patchGroups:\n",
        "patchGroups:\n  retired:\n    window: patch-week-thursday-night\n",
      );
    assert.match(told([named])[0] ?? "", /patchGroups\.retired: .*servers that are retired/);
  });

  it("waits as long as the catalog says", () => {
    const { found } = read([with_("lims-db-1", retire("2026-12-01"))], plus("quarantine: 60d"));
    assert.equal(
      found && serverOf(found.estate, "lims-db-1")?.retirement?.reclaimFrom,
      "2027-01-30",
    );
  });
});
