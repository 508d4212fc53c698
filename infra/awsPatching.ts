import type { ProviderResource, ResourceHookBinding } from "@pulumi/pulumi";
import { type AwsPatchGroup, AwsPatching } from "../components/index.js";
import { approvalDelay } from "../components/service/time/approval.js";
import type { Ring } from "../components/service/time/rings.js";
import type { Estate, PatchGroup } from "../stacks/schema/model.js";
import { planningPeriod } from "../stacks/schema/resolve/period.js";
import { patchGroupsOn } from "./patchGroups.js";

/** Patches the servers of an estate that stand on AWS. */
export function patchOnAws(
  estate: Estate,
  { hooks, provider }: { hooks: ResourceHookBinding; provider: ProviderResource },
): void {
  const groups = awsPatchGroups(estate);
  if (estate.aws !== undefined && Object.keys(groups).length > 0) {
    const { asOf, aws, customer, stack } = estate;
    const args = { asOf, owner: customer.owner, ...aws, groups, hooks };
    new AwsPatching(`${stack}-patching`, args, { providers: [provider] });
  }
}

/** The patch groups of an estate that have servers on AWS. */
export function awsPatchGroups(estate: Estate): Record<string, AwsPatchGroup> {
  const groups = patchGroupsOn(estate, "aws").map(
    ({ group, products }): [string, AwsPatchGroup] => {
      const { name, schedule } = group;
      const approveAfterDays = delayOf(group, estate);
      return [name, { schedule, approveAfterDays, products, ...gateOf(group, estate) }];
    },
  );
  return Object.fromEntries(groups);
}

/** Days for which patches are held back: until they have been through the groups before. */
function delayOf(group: PatchGroup, estate: Estate): number {
  const before = group.after && estate.patchGroups[group.after.group];
  if (before === undefined) {
    return 0;
  }
  return delayOf(before, estate) + daysAfter(before, group, estate);
}

/** Days in a patch cycle from the start of one group's window to that of the next one's. */
function daysAfter(before: PatchGroup, group: PatchGroup, estate: Estate): number {
  const { from, until } = planningPeriod(estate.asOf, group.window.timeZone);
  return approvalDelay(ringOf(before), ringOf(group), from, until);
}

/** The test of the group before counts until the window that it was for has closed. */
function gateOf(group: PatchGroup, estate: Estate): Pick<AwsPatchGroup, "gate"> {
  const before = group.after && estate.patchGroups[group.after.group];
  if (group.after === undefined || before === undefined) {
    return {};
  }
  const open = Math.ceil(group.window.durationMinutes / 60);
  const withinHours = 24 * daysAfter(before, group, estate) + open;
  const elsewhere = estate.servers.some(
    ({ platform, patchGroup }) => patchGroup === before.name && platform !== "aws",
  );
  return { gate: { group: before.name, soakHours: group.after.soakHours, withinHours, elsewhere } };
}

function ringOf({ name, schedule, after }: PatchGroup): Ring {
  return { name, schedule, soakHours: after?.soakHours ?? 0 };
}
