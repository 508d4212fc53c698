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
  if (Object.keys(groups).length > 0) {
    const { asOf, customer, stack } = estate;
    const args = { asOf, owner: customer.owner, groups, hooks };
    new AwsPatching(`${stack}-patching`, args, { providers: [provider] });
  }
}

/** The patch groups of an estate that have servers on AWS. */
export function awsPatchGroups(estate: Estate): Record<string, AwsPatchGroup> {
  const groups = patchGroupsOn(estate, "aws").map(
    ({ group, products }): [string, AwsPatchGroup] => [
      group.name,
      { schedule: group.schedule, approveAfterDays: delayOf(group, estate), products },
    ],
  );
  return Object.fromEntries(groups);
}

/** Days for which patches are held back: until they have been through the groups before. */
function delayOf(group: PatchGroup, estate: Estate): number {
  const before = group.after && estate.patchGroups[group.after.group];
  if (before === undefined) {
    return 0;
  }
  const { from, until } = planningPeriod(estate.asOf, group.window.timeZone);
  const own = approvalDelay(ringOf(before), ringOf(group), from, until);
  return delayOf(before, estate) + own;
}

function ringOf({ name, schedule, after }: PatchGroup): Ring {
  return { name, schedule, soakHours: after?.soakHours ?? 0 };
}
