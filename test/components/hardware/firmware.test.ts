import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { unwantedLevels } from "../../../components/hardware/firmware.js";

const model = "Example R2";

/** Whether a level is the wanted one. */
const suits = (told: string, wanted: string) =>
  unwantedLevels(
    { model, firmware: [{ name: "BIOS", version: told }] },
    { [model]: { BIOS: wanted } },
  ).length === 0;

describe("the levels of firmware", () => {
  it("are found in what makers write, and compared number by number", () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ["U54 v2.20 (12/01/2025)", ">= 2.20", true],
      ["U54 v2.16 (03/01/2024)", ">= 2.20", false],
      ["iLO 6 v1.65", "= 1.65", true],
      ["iLO 6 v1.66", "= 1.65", false],
      ["2.9.1", ">= 2.19.0", false],
      ["2.19", ">= 2.19.0", true],
      ["3.4a", ">= 3.4", true],
      ["3.4", ">= 3.4a", false],
      ["IVE166M-3.20", ">= 3.20", true],
      ["unknown", ">= 1.0", false],
    ];
    for (const [told, wanted, expected] of cases) {
      assert.equal(suits(told, wanted), expected, `${told} ${wanted}`);
    }
  });

  it("are ordered as their numbers are", () => {
    const numbers = fc.array(fc.nat(99), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const [a, b] = [one.join("."), other.join(".")];
        assert.ok(suits(a, `>= ${b}`) || suits(b, `>= ${a}`));
        assert.equal(suits(a, `= ${b}`), suits(a, `>= ${b}`) && suits(b, `>= ${a}`));
        const next = [...one.slice(0, -1), (one.at(-1) ?? 0) + 1].join(".");
        assert.ok(suits(next, `>= ${a}`) && !suits(a, `>= ${next}`));
      }),
    );
  });

  it("are wanted of their model only, and missed where the BMC does not tell them", () => {
    const firmware = [{ name: "BMC", version: "1.40" }];
    const wanted = { [model]: { BIOS: ">= 2.0", BMC: "= 1.40" }, Other: { BMC: "= 9.9" } };
    assert.deepEqual(unwantedLevels({ model, firmware }, wanted), [
      { name: "BIOS", wanted: ">= 2.0" },
    ]);
    assert.deepEqual(unwantedLevels({ model: "Third", firmware }, wanted), []);
  });
});
