import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "../engine/engine.js";
import { packageFolder } from "../packageFolder.js";
import { openStack, type Project } from "../stack/openStack.js";
import { isEmpty, type Outcome, RunFailure, run } from "../stack/run.js";
import type { Progress } from "./progress.js";

const policyPack = join(packageFolder, "dist", "policies", "packs", "all");

/** Previews a stack, brings it up and proves by a second preview that nothing is left to do. */
export async function bringUp(
  engine: Engine,
  project: Project,
  name: string,
  progress: Progress,
): Promise<{ readonly stack: Stack; readonly changed: boolean }> {
  const stack = await openStack(engine, project, name);
  const watched = watch(stack, name, progress);
  const planned = await watched("preview");
  if (isEmpty(planned)) {
    return { stack, changed: false };
  }
  await watched("up");
  const left = await watched("preview");
  if (!isEmpty(left)) {
    throw new RunFailure(`the second preview of ${name} is not empty: ${describe(left)}`);
  }
  return { stack, changed: true };
}

function watch(stack: Stack, name: string, progress: Progress) {
  return async (operation: "preview" | "up"): Promise<Outcome> => {
    let done = 0;
    const work = run(stack, operation, {
      policyPack,
      onProgress: (count) => {
        done = count;
      },
    });
    const state = () => `${operation}: ${done === 0 ? "starting" : `${done} resources so far`} …`;
    const outcome = await progress.during(name, state, work);
    progress.say(name, `${operation}: ${describe(outcome)} (${outcome.seconds.toFixed(1)} s)`);
    return outcome;
  };
}

function describe(outcome: Outcome): string {
  if (isEmpty(outcome)) {
    return "nothing changes";
  }
  return Object.entries(outcome.changes)
    .filter(([operation, count]) => operation !== "same" && count > 0)
    .map(([operation, count]) => `${operation} ${count}`)
    .join(", ");
}
