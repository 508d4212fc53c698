import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const clocks = /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)|\bTemporal\.Now\b|\bperformance\.now\b/;

/** The TypeScript sources under a folder. */
const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));

/** In `up`, the real time says whether a window is open; it is injected from here. */
const realClock = "infra/clock.ts";

describe("the planning date", () => {
  it("is the only clock of what decides about resources", () => {
    const offenders = ["components", "policies", "infra", "stacks"]
      .flatMap(sources)
      .filter((file) => clocks.test(readFileSync(file, "utf8")));
    assert.deepEqual(offenders, [realClock]);
  });

  it("would not be, if any of these were found", () => {
    for (const reading of ["Date.now()", "new Date()", "new Date( )", "Temporal.Now.instant()"]) {
      assert.match(reading, clocks);
    }
    assert.doesNotMatch('new Date("2026-11-21")', clocks);
  });
});
