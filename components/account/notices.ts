import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sns from "@pulumi/aws/sns";
import type { Output, Resource } from "@pulumi/pulumi";
import { baselineNames } from "../service/account/names.js";
import { noticesOf } from "../service/account/notices.js";
import { busArn, forwardPolicy, forwardTrust, topicArn, topicPolicy } from "./notices.plan.js";
import type { Part } from "./part.js";

/** Where notices arrive. */
interface Notices {
  /** The role with which other regions hand them on. */
  readonly roleArn: Output<string>;
  readonly ready: readonly Resource[];
}

/** The place where an account tells of attacks: a topic that writes to the contact for security. */
export function createNotices(part: Part, keyArn: Output<string>): Notices {
  const region = part.account.homeRegion;
  const topic = new sns.Topic(
    `${part.name}-topic`,
    { region, name: baselineNames.topic, kmsMasterKeyId: keyArn, tags: part.tags("topic") },
    part.options("topic"),
  );
  const policy = new sns.TopicPolicy(
    `${part.name}-topic-policy`,
    { region, arn: topic.arn, policy: JSON.stringify(topicPolicy(part.account)) },
    part.options("topic-policy"),
  );
  new sns.TopicSubscription(
    `${part.name}-topic-reader`,
    { region, topic: topic.arn, protocol: "email", endpoint: part.account.contacts.security.email },
    part.options("topic-reader"),
  );
  const role = new iam.Role(
    `${part.name}-notify-role`,
    {
      name: baselineNames.notify,
      description: "Hands notices on to the home region of the account",
      assumeRolePolicy: JSON.stringify(forwardTrust(part.account)),
      tags: part.tags("notify-role"),
    },
    part.options("notify-role"),
  );
  const rights = new iam.RolePolicy(
    `${part.name}-notify-rights`,
    { name: "forward", role: role.name, policy: JSON.stringify(forwardPolicy(part.account)) },
    part.options("notify-rights"),
  );
  return { roleArn: role.arn, ready: [policy, rights] };
}

/** Lets a region tell: its home region through the topic, every other one through its home. */
export function forwardNotices(part: Part, region: string, notices: Notices): void {
  const isHome = region === part.account.homeRegion;
  const home = isHome
    ? { arn: topicArn(part.account) }
    : { arn: busArn(part.account), roleArn: notices.roleArn };
  for (const { name, description, pattern } of noticesOf(part.account.deployRole)) {
    const role = `${name === baselineNames.topic ? "notices" : "changes"}-${region}`;
    const rule = new cloudwatch.EventRule(
      `${part.name}-${role}`,
      {
        ...{ region, name, description, eventPattern: JSON.stringify(pattern) },
        tags: part.tags(role),
      },
      part.options(role),
    );
    new cloudwatch.EventTarget(
      `${part.name}-${role}-target`,
      { region, rule: rule.name, targetId: "home", ...home },
      part.options(`${role}-target`, notices.ready),
    );
  }
}
