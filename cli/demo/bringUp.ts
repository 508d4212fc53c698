import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import type { Engine } from "../engine/engine.js";
import { packageFolder } from "../packageFolder.js";
import { recover } from "../recover/recover.js";
import { openStack, type Project } from "../stack/openStack.js";
import { isEmpty, type Outcome, RunFailure, run } from "../stack/run.js";
import type { Interruption } from "./interruption.js";
import type { Progress } from "./progress.js";

const policyPack = join(packageFolder, "dist", "policies", "packs", "all");

/** What every stack of the demo is brought up with. */
export interface Demo {
  readonly engine: Engine;
  readonly project: Project;
  readonly progress: Progress;
  readonly interruption: Interruption;
}

/**
 * Previews a stack, brings it up and proves by a second preview that nothing is left to do. What
 * a run that broke off has left is recovered first.
 */
export async function bringUp(
  demo: Demo,
  name: string,
): Promise<{ readonly stack: Stack; readonly changed: boolean }> {
  const stack = await demo.interruption.unlessStopped(() =>
    openStack(demo.engine, demo.project, name),
  );
  if (demo.interruption.lastTime) {
    await demo.interruption.unlessStopped(() => recoverStack(demo, name));
  }
  const watched = watch(demo, stack, name);
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

function recoverStack({ engine, project, progress }: Demo, name: string): Promise<void> {
  progress.say(name, "the last run broke off: recovering …");
  const { folder: workDir, environment } = project;
  const say = (line: string) => progress.say(name, line);
  return recover({ stack: name, workDir, engine, environment, say });
}

function watch({ progress, interruption }: Demo, stack: Stack, name: string) {
  return async (operation: "preview" | "up"): Promise<Outcome> => {
    let done = 0;
    const work = interruption.unlessStopped(() =>
      run(stack, operation, {
        policyPack,
        onProgress: (count) => {
          done = count;
        },
      }),
    );
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
