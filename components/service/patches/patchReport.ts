import { Temporal } from "temporal-polyfill";
import { openings } from "../time/openings.js";
import type { Schedule } from "../time/schedule.js";
import { type PatchState, shortcomings } from "./patchState.js";

/** Days without a success after which a server is a finding: the longest patch cycle. */
export const patchDeadlineDays = 35;

/** One run of a patch group's window as its platform tells it. */
export interface WindowRun {
  readonly start: Temporal.Instant;
  /** In the platform's words, such as `SKIPPED_OVERLAPPING`. */
  readonly status: string;
  readonly details?: string;
}

/** What the last window brought a server. */
export interface PatchReport {
  /** Whether the last window passed without an installation; undefined when nobody can say. */
  readonly skipped: boolean | undefined;
  /** What a person should look at, ascending in weight; empty when the server is well. */
  readonly remarks: readonly string[];
  /** Why the service's promise is not kept; undefined when it is. */
  readonly finding: string | undefined;
}

/** What a report looks at. */
export interface Reported {
  readonly state: PatchState;
  readonly schedule: Schedule;
  /** The runs of the group's windows; undefined where the platform does not tell of them. */
  readonly runs: readonly WindowRun[] | undefined;
}

/** What the last window until an instant brought a server, and whether that is good enough. */
export function patchReport(reported: Reported, now: Temporal.Instant): PatchReport {
  const { state, schedule, runs } = reported;
  const opening = lastOpening(schedule, now);
  const skipped = state.kind === "known" ? wasSkipped(state, opening?.start) : undefined;
  return {
    skipped,
    remarks: [
      ...(state.kind === "undetermined" ? [state.reason] : shortcomings(state)),
      ...(skipped === true && runs !== undefined && opening ? [whySkipped(runs, opening)] : []),
    ],
    finding: overdue(state, now),
  };
}

type Span = Readonly<Record<"start" | "end", Temporal.Instant>>;

function lastOpening(schedule: Schedule, now: Temporal.Instant): Span | undefined {
  const from = now.subtract({ hours: 24 * 2 * patchDeadlineDays });
  const ended = openings(schedule, from, now).filter(
    ({ end }) => Temporal.Instant.compare(end, now) <= 0,
  );
  return ended.at(-1);
}

function wasSkipped(
  { operation, startedAt, lastSuccess }: Extract<PatchState, { kind: "known" }>,
  opened: Temporal.Instant | undefined,
): boolean {
  const ran = operation === "install" ? startedAt : lastSuccess;
  return opened !== undefined && (ran === undefined || Temporal.Instant.compare(ran, opened) < 0);
}

function whySkipped(runs: readonly WindowRun[], { start, end }: Span): string {
  const run = runs.find(
    (candidate) =>
      Temporal.Instant.compare(start, candidate.start) <= 0 &&
      Temporal.Instant.compare(candidate.start, end) < 0,
  );
  return run === undefined
    ? "its last window did not run"
    : `its last window ended ${[run.status, run.details].filter(Boolean).join(": ")}`;
}

function overdue(state: PatchState, now: Temporal.Instant): string | undefined {
  const success = state.kind === "known" ? state.lastSuccess : undefined;
  if (success === undefined) {
    return "not known to have been patched";
  }
  return success.until(now).total("hours") > 24 * patchDeadlineDays
    ? `not patched for ${patchDeadlineDays} days`
    : undefined;
}
