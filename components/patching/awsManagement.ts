import * as iam from "@pulumi/aws/iam";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { boundedName } from "../service/boundedName.js";
import { idempotencyTag } from "../service/tags.js";

/** Who may take the role: machines of EC2. */
const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "ec2.amazonaws.com" },
    },
  ],
};

/**
 * What an instance needs so that Systems Manager manages it: a profile whose role may do what
 * the agent does and nothing else.
 *
 * @returns the name of the profile, known once the role can do it
 */
export function createManagedProfile(name: string, child: CustomResourceOptions): Output<string> {
  // IAM takes 64 characters.
  const own = boundedName(`comanaged-${name}-servers`, 64);
  const role = new iam.Role(
    `${name}-server-role`,
    {
      name: own,
      description: "Lets Systems Manager manage co-managed servers",
      assumeRolePolicy: JSON.stringify(trust),
      tags: { [idempotencyTag]: idempotencyKey(name, "server-role") },
    },
    child,
  );
  const attachment = new iam.RolePolicyAttachment(
    `${name}-server-role-core`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    child,
  );
  const profile = new iam.InstanceProfile(
    `${name}-server-profile`,
    {
      name: own,
      role: role.name,
      tags: { [idempotencyTag]: idempotencyKey(name, "server-profile") },
    },
    { ...child, dependsOn: [attachment] },
  );
  return profile.name;
}
