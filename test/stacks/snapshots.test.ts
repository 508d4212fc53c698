import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");
const place = (server: string) => estate.split("\n").indexOf(`  ${server}:`) + 2;

/** The problems when a server has these snapshots, with their lines below the server's. */
function told(server: string, ...untils: readonly string[]) {
  const entries = untils.map(
    (until, index) => `      s-${index}: { purpose: Upgrade, owner: Wei Li, until: ${until} }\n`,
  );
  const text = estate.replace(
    `  ${server}:\n`,
    `  ${server}:\n    snapshots:\n${entries.join("")}`,
  );
  return withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) =>
    problemsOf(() => readEstate(folder, "a")).map(
      ({ line, path, message }) => `${line - place(server)} ${path}: ${message}`,
    ),
  );
}

describe("snapshots of a server", () => {
  it("are two at most, from the planning date to two weeks after it", () => {
    assert.deepEqual(told("lims-app-1", "2026-11-21", "2026-12-05"), []);
    assert.deepEqual(told("lims-app-1", "2026-12-01", "2026-12-01", "2026-12-01"), [
      "0 servers.lims-app-1.snapshots: 3 snapshots slow the disks of the server too much",
    ]);
  });

  it("are reported on the day after their last, at its line", () => {
    assert.deepEqual(told("lims-app-1", "2026-12-05", "2026-11-20"), [
      '2 servers.lims-app-1.snapshots.s-1.until: snapshot "s-1" has expired: it is 2026-11-21',
    ]);
    assert.deepEqual(told("lims-app-1", "2026-12-06"), [
      "1 servers.lims-app-1.snapshots.s-0.until: 2026-12-06 is too far away for something that grows all the time",
    ]);
  });

  it("are taken on vSphere only", () => {
    assert.deepEqual(told("spectra-web-1", "2026-12-01"), [
      "0 servers.spectra-web-1.snapshots: snapshots are not taken on AWS EC2",
    ]);
  });

  it("need an owner, a purpose and a day", () => {
    const text = estate.replace("  lims-app-1:\n", "  lims-app-1:\n    snapshots: { a: {} }\n");
    const problems = withFolder({ "catalog.yaml": catalog, "a.estate.yaml": text }, (folder) =>
      problemsOf(() => readEstate(folder, "a")).map(({ path }) => path),
    );
    assert.deepEqual(
      problems,
      ["purpose", "owner", "until"].map((key) => `servers.lims-app-1.snapshots.a.${key}`),
    );
  });
});
