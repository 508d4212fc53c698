import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { docsFolder, pages } from "../../policies/docs.js";

describe("The reference pages of the rules", () => {
  it("are those that the rules generate; run `node dist/policies/docs.js` after a change", () => {
    const written = new Map(
      readdirSync(docsFolder).map((name) => [name, readFileSync(join(docsFolder, name), "utf8")]),
    );
    assert.deepEqual(Object.fromEntries(written), Object.fromEntries(pages()));
  });
});
