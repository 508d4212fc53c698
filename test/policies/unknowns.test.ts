import assert from "node:assert/strict";
import { machineRemovals } from "../../components/service/access/windowsCommands.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { type Inputs, unknown } from "./support/cases.js";
import { cases } from "./support/everyCase.js";
import { judge, verdictOf } from "./support/verdict.js";

describe("An unknown value", () => {
  for (const rule of all.rules) {
    it(`never makes ${rule.id} say more than the known value would`, () => {
      const own = cases.filter((one) => one.rule === rule && one.expect !== "not applicable");
      for (const { type, inputs } of own) {
        const known = verdictOf(judge(rule, type, inputs));
        for (const darker of [...darkened(inputs)]) {
          const verdict = verdictOf(judge(rule, type, darker));
          const shown = `${type} ${JSON.stringify(inputs)} as ${JSON.stringify(darker)}`;
          assert.ok(
            verdict !== "pass" || known === "pass" || isToldLater(darker),
            `passes: ${shown}`,
          );
          assert.ok(!verdict.includes("fail") || known.includes("fail"), `fails: ${shown}`);
        }
      }
    });
  }
});

/** What a Hyper-V host is told holds ids of its own; its program refuses what is no document. */
function isToldLater({ create, stdin }: Inputs): boolean {
  return typeof create === "string" && create in machineRemovals && stdin === unknown;
}

/** The inputs, each time with another value in them unknown. */
function* darkened(value: unknown): Iterable<Inputs> {
  if (typeof value !== "object" || value === null) {
    return;
  }
  const copy = (key: string, replacement: unknown) =>
    Array.isArray(value) ? value.with(Number(key), replacement) : { ...value, [key]: replacement };
  for (const [key, child] of Object.entries(value)) {
    yield Object(copy(key, unknown));
    for (const darker of darkened(child)) {
      yield Object(copy(key, darker));
    }
  }
}
