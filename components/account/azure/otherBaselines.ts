import * as monitor from "@pulumi/azure-native/monitor";
import * as resources from "@pulumi/azure-native/resources";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { allFound, find } from "../../landing/lookUps.js";
import { unlessMissing } from "../../recovery/finder.js";
import { idempotencyKey } from "../../recovery/idempotencyKey.js";
import { azureNames } from "../../service/account/azure/names.js";
import { idempotencyTag } from "../../service/tags.js";
import type { SubscriptionNames } from "./asked.js";

/** What Azure Landing Zones put into every subscription: the setting that their policy makes. */
const landingZones = "subscriptionToLa";

/**
 * Refuses a subscription that another baseline looks after, or whose own has its home elsewhere.
 *
 * @throws RunError that names the other one
 */
export async function refuseOtherBaselines(
  { name, account }: SubscriptionNames,
  invoke: InvokeOptions,
): Promise<void> {
  const resourceGroupName = azureNames.group;
  const asked = unlessMissing(resources.getResourceGroup({ resourceGroupName }, invoke));
  const setting = { name: landingZones };
  const foreign = unlessMissing(monitor.getSubscriptionDiagnosticSetting(setting, invoke));
  const [group, zones] = await allFound([
    find(`the group ${resourceGroupName} of ${account.account}`, asked),
    find(`the setting ${landingZones} of ${account.account}`, foreign),
  ]);
  const about = `The subscription of "${name}", ${account.account}, is under the baseline of`;
  const key = group?.tags?.[idempotencyTag];
  const holder = zones
    ? "Azure Landing Zones"
    : group && key !== idempotencyKey(name, "group")
      ? `${key ?? "somebody who left no name"} of this service`
      : undefined;
  if (holder !== undefined) {
    throw new RunError(
      `${about} ${holder}. Two baselines in one subscription undo each other's settings: leave one of them.`,
    );
  }
  if (group !== undefined && group.location !== account.homeLocation) {
    throw new RunError(
      `The logs of "${name}" stand in ${group.location}, and the catalog has their home in ` +
        `${account.homeLocation}. A group of resources cannot move: leave the home where it is.`,
    );
  }
}
