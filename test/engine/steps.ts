import assert from "node:assert/strict";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";
import { endingSoon } from "../../cli/stack/endingSoon.js";

/** A step of a run and what was told besides. */
export interface StepsRun {
  readonly failed: boolean;
  /** Steps on real objects, such as `import old-machine`; what stays the same is left out. */
  readonly steps: readonly string[];
  readonly told: string;
}

const silent: ReadonlySet<string> = new Set(["debug"]);

/** Previews or updates a stack and keeps what happens to objects of platforms. */
export async function stepsOf(stack: Stack, operation: "preview" | "up"): Promise<StepsRun> {
  const steps: string[] = [];
  const told: string[] = [];
  const onEvent = ({ resourcePreEvent, diagnosticEvent }: EngineEvent) => {
    const { op, urn = "", type = "", provider = "" } = resourcePreEvent?.metadata ?? {};
    const isObject = provider !== "" && !type.startsWith("pulumi:");
    if (op !== undefined && op !== "same" && isObject) {
      steps.push(`${op} ${urn.split("::").at(-1)}`);
    }
    if (diagnosticEvent !== undefined && !silent.has(diagnosticEvent.severity)) {
      told.push(diagnosticEvent.message.replaceAll(/<\{%[^%]*%\}>/g, "").trim());
    }
  };
  const failed = await endingSoon(stack)
    [operation]({ onEvent })
    .then(
      () => false,
      () => true,
    );
  return { failed, steps: steps.sort(), told: told.join("\n") };
}

/** Updates a stack, of which nothing is told, to the end: a preview has no steps afterwards. */
export async function settledUp(stack: Stack): Promise<readonly string[]> {
  const { failed, steps, told } = await stepsOf(stack, "up");
  assert.equal(told, "");
  assert.ok(!failed);
  assert.deepEqual((await stepsOf(stack, "preview")).steps, []);
  return steps;
}
