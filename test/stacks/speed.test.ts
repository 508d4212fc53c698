import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { estateOf } from "../../bench/manyServers.js";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const servers = 10_000;
const catalog = readFileSync("stacks/catalog.yaml", "utf8");

describe("an estate of 10,000 servers", () => {
  it("is read in about half a second; three are allowed for a machine under load", function () {
    const files = { "catalog.yaml": catalog, "many.estate.yaml": estateOf(servers) };
    const seconds = withFolder(files, (folder) => {
      const started = performance.now();
      assert.equal(readEstate(folder, "many").estate.servers.length, servers);
      return (performance.now() - started) / 1000;
    });
    if (this.test) {
      this.test.title += ` (${seconds.toFixed(2)} s)`;
    }
    assert.ok(seconds < 3, `${seconds} s`);
  });

  it("is refused with the place of its one mistake", () => {
    const text = estateOf(servers).replace(/cpus: 4\n(?!.*cpus: 4\n)/s, "cpus: four\n");
    const files = { "catalog.yaml": catalog, "many.estate.yaml": text };
    const problems = withFolder(files, (folder) => problemsOf(() => readEstate(folder, "many")));
    const line = text.split("\n").indexOf("    cpus: four") + 1;
    assert.deepEqual(
      problems.map((problem) => problem.line),
      [line],
    );
  });
});
