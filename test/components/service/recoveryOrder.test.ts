import assert from "node:assert/strict";
import fc from "fast-check";
import { cycleIn, recoveryOrder } from "../../../components/service/recoveryOrder.js";

const names = ["a", "b", "c", "d", "e", "f"];
const anyNeeds = fc.dictionary(
  fc.constantFrom(...names),
  fc.uniqueArray(fc.constantFrom(...names, "elsewhere"), { minLength: 1 }),
);

describe("the order of recovery", () => {
  it("has every server once, behind all that it needs, or there is a circle", () => {
    fc.assert(
      fc.property(anyNeeds, (needs) => {
        const cycle = cycleIn(needs);
        for (const [index, name] of cycle.entries()) {
          assert.ok(needs[name]?.includes(cycle[(index + 1) % cycle.length] ?? ""));
        }
        if (cycle.length > 0) {
          assert.throws(() => recoveryOrder(names, needs), /need each other/);
          return;
        }
        const order = recoveryOrder(names, needs).flat();
        assert.deepEqual([...order].sort(), names);
        for (const [name, needed] of Object.entries(needs)) {
          for (const one of needed) {
            assert.ok(order.indexOf(one) < order.indexOf(name));
          }
        }
      }),
    );
  });

  it("brings up together what waits for nothing else", () => {
    const needs = { web: ["app"], app: ["db", "queue"], report: ["db"] };
    assert.deepEqual(recoveryOrder(["web", "app", "report", "db", "queue"], needs), [
      ["db", "queue"],
      ["app", "report"],
      ["web"],
    ]);
  });
});
