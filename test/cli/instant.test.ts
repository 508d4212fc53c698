import assert from "node:assert/strict";
import { InvalidArgumentError } from "commander";
import { instant, instantField } from "../../cli/instant.js";

describe("an instant that somebody writes", () => {
  it("is the same in each zone's offset, and never a day or a local time", () => {
    const written = ["2026-12-15T21:00:00Z", "2026-12-15T22:00:00+01:00"];
    assert.deepEqual(
      written.map((text) => instant(text).epochMilliseconds),
      [1797368400000, 1797368400000],
    );
    for (const text of ["2026-12-15", "2026-12-15T21:00:00", "yesterday", ""]) {
      assert.throws(() => instant(text), InvalidArgumentError, text);
      assert.equal(instantField.safeParse(text).success, false, text);
    }
  });
});
