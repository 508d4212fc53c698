import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { ServerDescription } from "../service/server.js";
import { idempotencyTag } from "../service/tags.js";
import { awsRules } from "./firewall.plan.js";
import type { AwsPlacement } from "./placement.js";

/** What the firewall of a server stands on. */
interface Wall {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly placement: AwsPlacement;
  readonly child: CustomResourceOptions;
}

/**
 * The security group of a server, which lets the flows in and everything out; nothing in or out of
 * a server that is retired.
 */
export function createFirewall(
  { name, tags, placement, child }: Wall,
  { firewall = [], retired = false }: Pick<ServerDescription, "firewall" | "retired">,
) {
  const keyed = (role: string) => ({ ...tags, [idempotencyTag]: idempotencyKey(name, role) });
  const group = new ec2.SecurityGroup(
    `${name}-firewall`,
    {
      name,
      description: `Co-managed server ${name}`,
      vpcId: placement.vpcId,
      tags: keyed("firewall"),
    },
    // EC2 renames no group: one of a server that was renamed keeps the name of its birth.
    { ...child, ignoreChanges: ["name", "description"] },
  );
  if (retired) {
    return { group, rules: [] };
  }
  const out = new vpc.SecurityGroupEgressRule(
    `${name}-firewall-out`,
    {
      securityGroupId: group.id,
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
      tags: keyed("firewall-out"),
    },
    child,
  );
  const rules = awsRules(firewall).map(({ key, ...rule }) => {
    const role = `firewall-in-${key}`;
    return new vpc.SecurityGroupIngressRule(
      `${name}-${role}`,
      { securityGroupId: group.id, ...rule, tags: keyed(role) },
      child,
    );
  });
  return { group, rules: [out, ...rules] };
}
