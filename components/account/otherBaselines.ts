import * as iam from "@pulumi/aws/iam";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { allFound, find } from "../landing/lookUps.js";
import { unlessMissing } from "../recovery/finder.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { baselineNames } from "../service/account/names.js";
import { idempotencyTag } from "../service/tags.js";
import type { AccountNames } from "./asked.js";

/** Baselines that others put into accounts, by the roles with which they work there. */
const others = [
  { role: /^AWSControlTowerExecution$/, name: "AWS Control Tower" },
  { role: /^AWSAccelerator-/, name: "Landing Zone Accelerator" },
  { role: /^OrganizationFormationBuildAccessRole$/, name: "org-formation" },
] as const;

/**
 * Refuses an account that another baseline looks after: two would undo each other's settings.
 *
 * @throws RunError that names the other one
 */
export async function refuseOtherBaselines(
  { name, account }: AccountNames,
  invoke: InvokeOptions,
): Promise<void> {
  const roles = iam.getRoles({}, invoke);
  const own = unlessMissing(iam.getRole({ name: baselineNames.notify }, invoke));
  const [all, marker] = await allFound([
    find(`the roles of ${account.account}`, roles),
    find(`the role ${baselineNames.notify} of ${account.account}`, own),
  ]);
  const foreign = others.find(({ role }) => all.names.some((found) => role.test(found)));
  const key = marker?.tags[idempotencyTag];
  const holder =
    foreign?.name ??
    (marker && key !== idempotencyKey(name, "notify-role")
      ? `${key ?? "somebody who left no name"} of this service`
      : undefined);
  if (holder !== undefined) {
    throw new RunError(
      `The account of "${name}", ${account.account}, is under the baseline of ${holder}. ` +
        "Two baselines in one account undo each other's settings: leave one of them.",
    );
  }
}
