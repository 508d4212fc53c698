import * as iam from "@pulumi/aws/iam";
import { type CustomResourceOptions, type Output, output } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { boundedName } from "../service/boundedName.js";
import { idempotencyTag } from "../service/tags.js";
import { rolePolicies, roleTrust } from "./awsBackup.plan.js";

/**
 * The role as which AWS Backup makes backups, copies and restores.
 *
 * @returns its ARN, known once the role has its rights
 */
export function createBackupRole(name: string, child: CustomResourceOptions): Output<string> {
  const role = new iam.Role(
    `${name}-role`,
    {
      // IAM takes 64 characters.
      name: boundedName(`comanaged-${name}`, 64),
      description: "Lets AWS Backup make and restore backups of co-managed servers",
      assumeRolePolicy: JSON.stringify(roleTrust),
      tags: { [idempotencyTag]: idempotencyKey(name, "role") },
    },
    child,
  );
  const attachments = Object.entries(rolePolicies).map(
    ([right, policyArn]) =>
      new iam.RolePolicyAttachment(`${name}-role-${right}`, { role: role.name, policyArn }, child),
  );
  return output([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn = ""]) => arn);
}
