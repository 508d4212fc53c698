import { z } from "zod";
import type { WindowRun } from "../../components/service/patches/patchReport.js";
import type { KnownState, PatchState } from "../../components/service/patches/patchState.js";
import { oneLine } from "../guests/asking.js";
import { instantField } from "../instant.js";

const names = z.array(z.string().transform(oneLine));

const installation = z.object({
  startedAt: instantField,
  endedAt: instantField,
  installed: names,
  missing: names,
  failed: names,
  fault: z.string().transform(oneLine),
});

/** What the section `patchingResults` of a server's program answers. */
export const guestResults = z.object({
  /** The patch group that the server was told; null when it was told none. */
  group: z.string().nullable(),
  /** What lies there for a group that waits for its test ring. */
  release: z.unknown(),
  last: installation.nullable(),
  lastSuccess: instantField.nullable(),
  restartPending: z.boolean().nullable(),
  runs: z.array(
    z.object({
      start: instantField,
      status: z.string().transform(oneLine),
      details: z.string().transform(oneLine),
    }),
  ),
});

export type GuestResults = z.infer<typeof guestResults>;

/** What a server that installs its patches itself says of them. */
export function guestState(results: GuestResults, group: string): PatchState {
  const unknown = (reason: string): PatchState => ({ kind: "undetermined", reason });
  if (results.group !== group) {
    return unknown(
      `it says that its patch group is ${results.group === null ? "none" : oneLine(results.group)}`,
    );
  }
  const { last, lastSuccess } = results;
  if (last === null) {
    const run = results.runs.at(-1);
    return unknown(
      run === undefined
        ? "no patch operation is recorded"
        : `it never installed patches; its last window ended ${endOf(run)}`,
    );
  }
  return {
    ...knownState(last, results.restartPending),
    ...(lastSuccess !== null && { lastSuccess }),
  };
}

function knownState(last: z.infer<typeof installation>, restart: boolean | null): KnownState {
  const { startedAt, endedAt, installed, missing, failed } = last;
  const silent = restart === null ? "it does not tell whether it waits for a restart" : "";
  const fault = last.fault || silent;
  const leftOver = [...failed, ...missing].sort();
  return {
    ...{ kind: "known", operation: "install", startedAt, endedAt },
    ...{ installed: installed.length, missing: missing.length, failed: failed.length },
    pendingReboot: restart === true ? 1 : 0,
    ...(fault !== "" && { fault }),
    ...(leftOver.length > 0 && { leftOver }),
  };
}

/** The windows that opened on a server. */
export function guestRuns({ runs }: GuestResults): readonly WindowRun[] {
  return runs.map(({ start, status, details }) => ({
    start,
    status,
    ...(details !== "" && { details }),
  }));
}

function endOf({ status, details }: GuestResults["runs"][number]): string {
  return details === "" ? status : `${status}: ${details}`;
}
