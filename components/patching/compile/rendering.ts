import type { Schedule, Window } from "../../service/time/schedule.js";
import { type CompileContext, type CompileOptions, contextOf } from "./context.js";
import { type Plan, planOf } from "./plan.js";

/** The five places where a window becomes a timer. */
export type Scheduler = "ssm" | "azure" | "systemd" | "windows-task" | "mecm";

/** A limit that a schedule exceeds on one platform. */
export interface Excess {
  /** Name of the limit, such as `ssm-duration-whole-hours`. */
  readonly limit: string;
  /** What the limit is, what the schedule asks for, in one sentence. */
  readonly reason: string;
}

/** A schedule that a platform cannot keep. */
export interface Refusal {
  readonly kind: "refused";
  readonly scheduler: Scheduler;
  readonly excesses: readonly Excess[];
  /** A window close to the wanted one that the platform can keep. */
  readonly nearest: Window;
}

/** A schedule in the form of a platform. */
export interface Compiled<T> {
  readonly kind: "compiled";
  readonly scheduler: Scheduler;
  readonly value: T;
  /** What a person should know before it is applied. */
  readonly warnings: readonly string[];
  /** The date until which the form is exact, by the rules of the zones known today. */
  readonly exactUntil: string;
}

/** What a compiler answers. */
export type Rendering<T> = Compiled<T> | Refusal;

/** One excess and the window without it. */
export interface Fault extends Excess {
  readonly mended: Window;
}

/** Looks for one limit. */
export type Check = (schedule: Schedule, context: CompileContext) => readonly Fault[];

/** What makes a compiler. */
export interface Compiler<T> {
  readonly scheduler: Scheduler;
  readonly checks: readonly Check[];
  readonly write: (plan: Plan, context: CompileContext) => T;
  readonly warn: (plan: Plan, context: CompileContext) => readonly string[];
}

/** Runs a compiler: every limit that the schedule exceeds, or the platform's form of it. */
export function compile<T>(
  compiler: Compiler<T>,
  schedule: Schedule,
  options: CompileOptions,
): Rendering<T> {
  const context = contextOf(schedule.window, options);
  const { scheduler, checks, write, warn } = compiler;
  const faults = checks.flatMap((check) => check(schedule, context));
  if (faults.length > 0) {
    const excesses = faults.map(({ limit, reason }) => ({ limit, reason }));
    return { kind: "refused", scheduler, excesses, nearest: nearest(checks, schedule, context) };
  }
  const plan = planOf(schedule, context);
  return {
    kind: "compiled",
    scheduler,
    value: write(plan, context),
    warnings: warn(plan, context),
    exactUntil: context.exactUntil.toString(),
  };
}

/** The window with one mend after the other, until none is needed. */
function nearest(checks: readonly Check[], schedule: Schedule, context: CompileContext): Window {
  let window = schedule.window;
  // A mend may need another one: a later start may touch another change of the clocks.
  for (let round = 0; round < 10; round += 1) {
    const fault = checks.flatMap((check) => check({ window }, context))[0];
    if (fault === undefined) {
      return window;
    }
    window = fault.mended;
  }
  return window;
}
