import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");

/** `line:column path: message` of the problems of an estate with this text before its servers. */
const told = (confirm: string, text = estate) =>
  withFolder(
    {
      "catalog.yaml": catalog,
      "a.estate.yaml": text.replace("servers:\n", `${confirm}\nservers:\n`),
    },
    (folder) =>
      problemsOf(() => readEstate(folder, "a")).map(
        ({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`,
      ),
  );
const entry = (text: string) => told(`confirm:\n  - { ${text} }`);

const withRemoved = estate.replace(
  "journal: { size: 100 GiB, tier: fast }",
  "journal: { size: 100 GiB, tier: fast, removed: true }",
);

describe("the confirmations of an estate", () => {
  it("are read when they are in force and mean something", () => {
    assert.deepEqual(entry("server: lims-db-1, change: replace, until: 2026-11-21"), []);
    assert.deepEqual(entry("server: long-gone, change: remove, until: 2026-12-01"), []);
    const journal = "server: lims-db-1, change: remove-disk, disk: journal, until: 2026-12-01";
    assert.deepEqual(told(`confirm:\n  - { ${journal} }`, withRemoved), []);
  });

  it("are refused where they stand once they have expired", () => {
    assert.deepEqual(entry("server: lims-db-1, change: replace, until: 2026-11-20"), [
      "32:50 confirm.0.until: the confirmation has expired: it is 2026-11-21",
    ]);
  });

  it("are refused when they name nothing", () => {
    assert.deepEqual(entry("server: lims-db-9, change: replace, until: 2026-12-01"), [
      '32:15 confirm.0.server: "lims-db-9" is not a server of this estate',
    ]);
    const used = "server: lims-db-1, change: remove-disk, disk: data, until: 2026-12-01";
    assert.match(
      entry(used)[0] ?? "",
      /^32:\d+ confirm\.0\.disk: disk "data" of lims-db-1 is in use/,
    );
    const none = "server: lims-db-1, change: remove-disk, until: 2026-12-01";
    assert.match(entry(none)[0] ?? "", /confirm\.0\.disk: is missing/);
    const strange = "server: lims-db-1, change: remove, disk: data, until: 2026-12-01";
    assert.match(entry(strange)[0] ?? "", /confirm\.0\.disk: belongs to remove-disk/);
  });

  it("are located entry by entry, also among good ones", () => {
    const lines = [
      "confirm:",
      "  - { server: lims-db-1, change: replace, until: 2026-12-01 }",
      "  - { server: lims-db-1, change: destroy, until: tomorrow }",
      "  - remove everything",
    ];
    assert.deepEqual(told(lines.join("\n")), [
      '33:34 confirm.1.change: "destroy" is not a change to confirm',
      '33:50 confirm.1.until: "tomorrow" is not a calendar date',
      '34:5 confirm.2: "remove everything" is not a mapping',
    ]);
    assert.match(told("confirm: lims-db-1")[0] ?? "", /confirm: "lims-db-1" is not a list/);
    assert.match(told("confirm:")[0] ?? "", /confirm: has no value/);
  });
});

describe("a removed disk", () => {
  it("is never the system disk", () => {
    const text = estate.replace(
      "system: { size: 80 GiB }",
      "system: { size: 80 GiB, removed: true }",
    );
    assert.deepEqual(told("", text), [
      "61:40 servers.lims-db-1.disks.system.removed: no server starts without its system disk",
    ]);
  });

  it("is marked with true or false", () => {
    const text = estate.replace("tier: fast }", "tier: fast, removed: yes }");
    assert.match(told("", text)[0] ?? "", /disks\.data\.removed: "yes" is not a yes or no/);
  });
});

describe("interruptions", () => {
  it("are those of the server, then of the estate, then of its environment", () => {
    const of = (text: string) =>
      withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) =>
        readEstate(folder, "a").estate.servers.map(({ name, interruptions }) =>
          [name, interruptions].join(" "),
        ),
      );
    assert.ok(of(estate).includes("lims-db-1 window"));
    assert.ok(of(estate).includes("lims-test-1 anytime"));
    const all = estate.replace("defaults:\n", "defaults:\n  interruptions: window\n");
    assert.ok(of(all).includes("lims-test-1 window"));
    const own = all.replace("  lims-test-1:\n", "  lims-test-1:\n    interruptions: anytime\n");
    assert.ok(of(own).includes("lims-test-1 anytime"));
  });
});
