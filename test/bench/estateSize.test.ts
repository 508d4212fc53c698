import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { estateOfSize } from "../../bench/estateSize.js";
import { readEstate } from "../../stacks/schema/read.js";
import { withFolder } from "../stacks/refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

describe("the estate of the bench", () => {
  it("is valid at every size, with as many servers as it says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 1200 }), (resources) => {
        const { text, servers } = estateOfSize(resources);
        const files = { "catalog.yaml": catalog, "bench.estate.yaml": text };
        const read = withFolder(files, (folder) => readEstate(folder, "bench"));
        assert.equal(read.estate.servers.length, servers);
      }),
      { numRuns: 30 },
    );
  });

  it("has servers of both platforms and of every shape at the sizes that are measured", () => {
    const { text } = estateOfSize(500);
    const files = { "catalog.yaml": catalog, "bench.estate.yaml": text };
    const { estate } = withFolder(files, (folder) => readEstate(folder, "bench"));
    const shapes = estate.servers.map(({ platform, disks }) => `${platform} ${"data" in disks}`);
    assert.deepEqual([...new Set(shapes)].sort(), [
      "aws false",
      "aws true",
      "vsphere false",
      "vsphere true",
    ]);
  });
});
