import {
  forbiddenOnKeys,
  forbiddenToAccounts,
  withinPerimeter,
} from "../service/account/forbidden.js";
import { baselineNames } from "../service/account/names.js";

/** What the policies of an organization have to know. */
export interface OrganizationLimits {
  /** Id of the organization, such as `o-exampleuni1`. */
  readonly organization: string;
  /** The regions that accounts may use. */
  readonly regions: readonly string[];
  /** The role that the program takes in accounts; it alone may change a baseline. */
  readonly deployRole: string;
}

/** A policy of an organization; its name never changes, so that it is found again. */
export interface PlannedPolicy {
  readonly name: string;
  readonly type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY" | "DECLARATIVE_POLICY_EC2";
  readonly description: string;
  readonly content: object;
}

/** Services that know no region or live in one; everything else is held to the regions. */
const everywhere = [
  "account:*",
  "budgets:*",
  "ce:*",
  "cloudfront:*",
  "health:*",
  "iam:*",
  "notifications:*",
  "organizations:*",
  "route53:*",
  "route53domains:*",
  "s3:GetAccountPublicAccessBlock",
  "s3:ListAllMyBuckets",
  "s3:PutAccountPublicAccessBlock",
  "shield:*",
  "sts:*",
  "support:*",
  "tag:*",
  "trustedadvisor:*",
  "waf:*",
];

/** Everything that the organization says of its accounts, known before anything exists. */
export function organizationPolicies(limits: OrganizationLimits): readonly PlannedPolicy[] {
  const others = { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${limits.deployRole}` } };
  return [
    {
      name: "comanaged-limits",
      type: "SERVICE_CONTROL_POLICY",
      description: "Accounts stay in the organization and in its regions, and have no root users",
      content: document([
        {
          Sid: "NobodyLeaves",
          Effect: "Deny",
          Action: "organizations:LeaveOrganization",
          Resource: "*",
        },
        {
          Sid: "NoRootUsers",
          Effect: "Deny",
          Action: "*",
          Resource: "*",
          Condition: {
            StringLike: { "aws:PrincipalArn": "arn:aws:iam::*:root" },
            // Sessions that the organization opens for single tasks carry this key.
            Null: { "aws:AssumedRoot": "true" },
          },
        },
        {
          Sid: "OnlyTheseRegions",
          Effect: "Deny",
          NotAction: everywhere,
          Resource: "*",
          Condition: {
            StringNotEquals: { "aws:RequestedRegion": limits.regions },
            ...others,
          },
        },
      ]),
    },
    {
      name: "comanaged-baseline",
      type: "SERVICE_CONTROL_POLICY",
      description: "The baseline of an account is changed by its own program only",
      content: document([
        {
          Sid: "ProtectionsStay",
          Effect: "Deny",
          Action: forbiddenToAccounts,
          Resource: "*",
          Condition: others,
        },
        {
          Sid: "NamesOfTheBaseline",
          Effect: "Deny",
          NotAction: [
            "iam:Get*",
            "iam:List*",
            "s3:Get*",
            "s3:List*",
            "sns:Get*",
            "sns:Publish",
            "events:List*",
            "events:Describe*",
          ],
          Resource: [
            "arn:aws:iam::*:role/comanaged-*",
            "arn:aws:iam::*:policy/comanaged-*",
            "arn:aws:s3:::comanaged-*",
            `arn:aws:sns:*:*:${baselineNames.topic}`,
            `arn:aws:events:*:*:rule/${baselineNames.topic}`,
            `arn:aws:events:*:*:rule/${baselineNames.changes}`,
          ],
          Condition: {
            ArnNotLike: {
              "aws:PrincipalArn": [
                `arn:aws:iam::*:role/${limits.deployRole}`,
                "arn:aws:iam::*:role/aws-service-role/*",
              ],
            },
          },
        },
        {
          Sid: "KeysOfTheBaseline",
          Effect: "Deny",
          Action: forbiddenOnKeys,
          Resource: "*",
          Condition: {
            "ForAnyValue:StringEquals": {
              "kms:ResourceAliases": [baselineNames.diskKey, baselineNames.logKey],
            },
            ...others,
          },
        },
      ]),
    },
    {
      name: "comanaged-perimeter",
      type: "RESOURCE_CONTROL_POLICY",
      description: "Only the organization and services of AWS use what its accounts have",
      content: document([
        {
          Sid: "OnlyTheOrganization",
          Effect: "Deny",
          Principal: "*",
          Action: withinPerimeter,
          Resource: "*",
          Condition: {
            StringNotEqualsIfExists: { "aws:PrincipalOrgID": limits.organization },
            BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ]),
    },
    {
      name: "comanaged-ec2",
      type: "DECLARATIVE_POLICY_EC2",
      description: "Serial consoles are closed in every account",
      content: {
        ec2_attributes: {
          serial_console_access: { status: { "@@assign": "disabled" } },
        },
      },
    },
  ];
}

function document(Statement: readonly object[]) {
  return { Version: "2012-10-17", Statement };
}
