import assert from "node:assert/strict";
import { compileAwsWindows } from "../../../components/patching/compile/awsWindow.js";
import { compileAzureConfigurations } from "../../../components/patching/compile/azureConfiguration.js";
import type { CompileOptions } from "../../../components/patching/compile/context.js";
import { compileMecmSchedules } from "../../../components/patching/compile/mecmSchedule.js";
import type {
  Refusal,
  Rendering,
  Scheduler,
} from "../../../components/patching/compile/rendering.js";
import { compileSystemdTimer } from "../../../components/patching/compile/systemdTimer.js";
import { compileWindowsTask } from "../../../components/patching/compile/windowsTask.js";
import type { Schedule } from "../../../components/service/time/schedule.js";
import { awsRuns } from "./evaluators/awsCron.js";
import { azureRuns } from "./evaluators/azureRecurrence.js";
import { type Range, within } from "./evaluators/civil.js";
import { mecmRuns } from "./evaluators/mecmToken.js";
import { taskRuns } from "./evaluators/scheduledTask.js";
import { systemdRuns } from "./evaluators/systemdCalendar.js";

/** What a scheduler does with a schedule: when it runs, by its own evaluator, or why it refuses. */
export type Outcome = Refusal | { readonly kind: "compiled"; readonly runs: readonly number[] };

type Run = (schedule: Schedule, options: CompileOptions, range: Range) => Outcome;

function evaluated<T>(
  compile: (schedule: Schedule, options: CompileOptions) => Rendering<T>,
  runsOf: (value: T, serverTimeZone: string, range: Range) => readonly number[],
): Run {
  return (schedule, options, range) => {
    const rendering = compile(schedule, options);
    if (rendering.kind === "compiled") {
      assertDistinctKeys(rendering.value);
    }
    const server = options.serverTimeZone ?? schedule.window.timeZone;
    return rendering.kind === "refused"
      ? rendering
      : { kind: "compiled", runs: within(runsOf(rendering.value, server, range), range) };
  };
}

/** What becomes several resources needs a key each. */
function assertDistinctKeys(value: unknown): void {
  const keys = Array.isArray(value) ? value.map(({ key }: { readonly key: string }) => key) : [];
  assert.deepEqual([...new Set(keys)], keys);
}

/** Every scheduler with the evaluator of its syntax. */
export const schedulers: Readonly<Record<Scheduler, Run>> = {
  ssm: evaluated(compileAwsWindows, (windows, _, range) =>
    windows.flatMap((window) => awsRuns(window, range)),
  ),
  azure: evaluated(compileAzureConfigurations, (configurations, _, range) =>
    configurations.flatMap((configuration) => azureRuns(configuration, range)),
  ),
  systemd: evaluated(compileSystemdTimer, ({ onCalendar }, _, range) =>
    onCalendar.flatMap((line) => systemdRuns(line, range)),
  ),
  "windows-task": evaluated(compileWindowsTask, taskRuns),
  mecm: evaluated(compileMecmSchedules, (tokens, server, range) =>
    tokens.flatMap((token) => mecmRuns(token, server, range)),
  ),
};

/** The names of the schedulers. */
export const schedulerNames = [
  "ssm",
  "azure",
  "systemd",
  "windows-task",
  "mecm",
] as const satisfies readonly Scheduler[];
