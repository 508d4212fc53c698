import {
  type CommandFilter,
  type InstancePatchState,
  paginateDescribeInstancePatches,
  paginateDescribeInstancePatchStates,
  paginateListCommands,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { Temporal } from "temporal-polyfill";
import {
  isSuccess,
  type KnownState,
  type PatchState,
  shortcomings,
} from "../../components/service/patches/patchState.js";

/** The most instances that Systems Manager takes in one question. */
const atOnce = 50;

/** The instants of a date of the SDK. */
export function instantOf(date: Date | undefined): Temporal.Instant | undefined {
  return date && Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** The patch states of instances by their ids; instances without a record are left out. */
export async function awsPatchStates(
  client: SSMClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PatchState>> {
  const states = new Map<string, PatchState>();
  for (let first = 0; first < ids.length; first += atOnce) {
    const InstanceIds = ids.slice(first, first + atOnce);
    for await (const page of paginateDescribeInstancePatchStates({ client }, { InstanceIds })) {
      for (const row of page.InstancePatchStates ?? []) {
        states.set(row.InstanceId ?? "", await stateOf(client, row));
      }
    }
  }
  return states;
}

async function stateOf(client: SSMClient, row: InstancePatchState): Promise<PatchState> {
  const state = knownState(row);
  if (state === undefined) {
    return { kind: "undetermined", reason: "its last patch operation is told only in part" };
  }
  const id = row.InstanceId ?? "";
  const lastSuccess = isSuccess(state) ? state.endedAt : await lastInstallation(client, id);
  const leftOver = shortcomings(state).length === 0 ? [] : await unfinished(client, id);
  return {
    ...state,
    ...(lastSuccess !== undefined && { lastSuccess }),
    ...(leftOver.length > 0 ? { leftOver } : {}),
  };
}

/** The state that a row tells; undefined when a part is missing that would make it no success. */
function knownState(row: InstancePatchState): KnownState | undefined {
  const [startedAt, endedAt] = [instantOf(row.OperationStartTime), instantOf(row.OperationEndTime)];
  const { MissingCount: missing, FailedCount: failed } = row;
  const { InstalledPendingRebootCount: pendingReboot, InstalledCount: installed = 0 } = row;
  const operation = row.Operation === "Install" ? "install" : "scan";
  return startedAt === undefined ||
    endedAt === undefined ||
    missing === undefined ||
    failed === undefined ||
    pendingReboot === undefined
    ? undefined
    : { kind: "known", operation, startedAt, endedAt, installed, missing, failed, pendingReboot };
}

/** Names of the patches that failed, are missing or wait for a restart. */
async function unfinished(client: SSMClient, InstanceId: string): Promise<readonly string[]> {
  const Values = ["Failed", "Missing", "InstalledPendingReboot"];
  const query = { InstanceId, Filters: [{ Key: "State", Values }] };
  const names: string[] = [];
  for await (const { Patches } of paginateDescribeInstancePatches({ client }, query)) {
    names.push(...(Patches ?? []).map(({ KBId, Title }) => KBId || Title || "?"));
  }
  return names.sort();
}

const successes: CommandFilter[] = [
  { key: "DocumentName", value: "AWS-RunPatchBaseline" },
  { key: "Status", value: "Success" },
];

/** The last installation that ended well among the commands that are remembered, 30 days. */
async function lastInstallation(
  client: SSMClient,
  InstanceId: string,
): Promise<Temporal.Instant | undefined> {
  const times: Temporal.Instant[] = [];
  const pages = paginateListCommands({ client }, { InstanceId, Filters: successes });
  for await (const { Commands } of pages) {
    for (const { Parameters, RequestedDateTime, DocumentName, Status } of Commands ?? []) {
      const time = instantOf(RequestedDateTime);
      const installs = Parameters?.["Operation"]?.includes("Install") ?? false;
      const counts = DocumentName === "AWS-RunPatchBaseline" && Status === "Success";
      times.push(...(time && installs && counts ? [time] : []));
    }
  }
  return times.sort((a, b) => Temporal.Instant.compare(a, b)).at(-1);
}
