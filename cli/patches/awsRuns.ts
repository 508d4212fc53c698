import {
  paginateDescribeMaintenanceWindowExecutions,
  paginateDescribeMaintenanceWindows,
  paginateDescribeMaintenanceWindowTargets,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import type { WindowRun } from "../../components/service/patches/patchReport.js";
import { instantOf } from "./awsStates.js";

/**
 * The runs of the windows that an estate's patching made, by patch group.
 *
 * @param name name of the patching component: the windows and their targets begin with it
 */
export async function awsWindowRuns(
  client: SSMClient,
  name: string,
): Promise<ReadonlyMap<string, readonly WindowRun[]>> {
  const runs = new Map<string, readonly WindowRun[]>();
  for await (const { WindowIdentities } of paginateDescribeMaintenanceWindows({ client }, {})) {
    for (const { WindowId, Name } of WindowIdentities ?? []) {
      if (WindowId !== undefined && Name?.startsWith(`${name}-`)) {
        const group = await groupOf(client, name, WindowId);
        if (group !== undefined) {
          runs.set(group, [...(runs.get(group) ?? []), ...(await runsOf(client, WindowId))]);
        }
      }
    }
  }
  return runs;
}

async function groupOf(client: SSMClient, name: string, WindowId: string) {
  for await (const page of paginateDescribeMaintenanceWindowTargets({ client }, { WindowId })) {
    for (const { Name } of page.Targets ?? []) {
      if (Name?.startsWith(`${name}-`)) {
        return Name.slice(name.length + 1);
      }
    }
  }
  return undefined;
}

async function runsOf(client: SSMClient, WindowId: string): Promise<readonly WindowRun[]> {
  const runs: WindowRun[] = [];
  for await (const page of paginateDescribeMaintenanceWindowExecutions({ client }, { WindowId })) {
    for (const { StartTime, Status, StatusDetails } of page.WindowExecutions ?? []) {
      const start = instantOf(StartTime);
      if (start !== undefined && Status !== undefined) {
        runs.push({ start, status: Status, ...(StatusDetails && { details: StatusDetails }) });
      }
    }
  }
  return runs;
}
