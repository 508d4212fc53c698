import * as budgets from "@pulumi/aws/budgets";
import * as cloudcontrol from "@pulumi/aws/cloudcontrol";
import * as guardduty from "@pulumi/aws/guardduty";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as tagging from "@pulumi/aws/resourcegroupstaggingapi";
import * as s3 from "@pulumi/aws/s3";
import * as securityhub from "@pulumi/aws/securityhub";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { serviceRole } from "../service/account/identity.js";
import { accessLogBucket, baselineNames, logBucket } from "../service/account/names.js";
import { idempotencyTag } from "../service/tags.js";
import type { AccountNames } from "./asked.js";
import { oidcArn, samlArn } from "./identity.plan.js";
import { trailArn } from "./logs.plan.js";
import { issuerRole } from "./serviceAccounts.js";

/** How to find out what stands where a role's resource is about to be made. */
export interface Look {
  readonly role: string;
  /** What `import` takes; undefined when nothing stands there. */
  readonly id: () => Promise<string | undefined>;
}

/** Where costs are kept, whatever region asks. */
const costRegion = "us-east-1";

/**
 * Looks for what an account has once and whose creation is refused when it exists. What is merely
 * set (passwords, contacts, locks, the recorder) takes over what stands by being set.
 */
export function globalLooks(names: AccountNames, invoke: InvokeOptions): readonly Look[] {
  const { account, homeRegion } = names.account;
  return [
    ...keyLooks("log-key", baselineNames.logKey, homeRegion, invoke),
    bucketLook("access-logs", accessLogBucket(account), homeRegion, invoke),
    bucketLook("logs", logBucket(account), homeRegion, invoke),
    {
      role: "trail",
      id: async () => {
        const trail = await resource(
          "AWS::CloudTrail::Trail",
          baselineNames.trail,
          { region: homeRegion },
          invoke,
        );
        return trail && `${trailArn(names.account)}@${homeRegion}`;
      },
    },
    {
      role: "recorder-role",
      id: async () => {
        const role = iam.getRole({ name: "AWSServiceRoleForConfig" }, invoke);
        return (await unlessMissing(role))?.arn;
      },
    },
    roleLook("notify-role", baselineNames.notify, invoke),
    roleLook("support-role", baselineNames.support, invoke),
    roleLook("auditor-role", baselineNames.auditor, invoke),
    roleLook("break-glass-role", baselineNames.breakGlass, invoke),
    ...identityLooks(names, invoke),
    {
      role: "boundary",
      id: async () => {
        const arn = `arn:aws:iam::${account}:policy/${baselineNames.boundary}`;
        return (await unlessMissing(iam.getPolicy({ arn }, invoke)))?.arn;
      },
    },
    {
      role: "budget",
      id: async () => {
        const budget = budgets.getBudget({ name: baselineNames.budget }, invoke);
        return (await unlessMissing(budget)) && `${account}:${baselineNames.budget}`;
      },
    },
    {
      role: "anomalies",
      id: async () =>
        names.anomalyMonitor ?? (await tagged(names.name, "anomalies", costRegion, invoke)),
    },
    {
      role: "anomaly-notice",
      id: () => tagged(names.name, "anomaly-notice", costRegion, invoke),
    },
  ];
}

/** Who tells who people and programs are, and what they take. */
function identityLooks(names: AccountNames, invoke: InvokeOptions): readonly Look[] {
  const { account, federation, serviceAccounts } = names.account;
  const issuers = new Set(serviceAccounts.map(({ issuer }) => issuer));
  const people = federation && {
    role: "federation",
    id: async () => {
      const arn = samlArn(account, federation);
      return (await unlessMissing(iam.getSamlProvider({ arn }, invoke)))?.arn;
    },
  };
  return [
    ...(people
      ? [
          people,
          roleLook("provider-role", baselineNames.provider, invoke),
          roleLook("customer-role", baselineNames.customer, invoke),
        ]
      : []),
    ...[...issuers].map((issuer) => ({
      role: issuerRole(issuer),
      id: async () => {
        const arn = oidcArn(account, issuer);
        return (await unlessMissing(iam.getOpenIdConnectProvider({ arn }, invoke)))?.arn;
      },
    })),
    ...serviceAccounts.map((one) => roleLook(serviceRole(one), serviceRole(one), invoke)),
  ];
}

/** The same in one region of the account. */
export function regionalLooks(
  names: AccountNames,
  region: string,
  invoke: InvokeOptions,
): readonly Look[] {
  const { account } = names.account;
  const below = (role: string) => `${region}-${role}`;
  const there = (id: string | undefined) => id && `${id}@${region}`;
  return [
    ...keyLooks(below("disk-key"), baselineNames.diskKey, region, invoke),
    {
      role: below("detector"),
      id: async () => there((await unlessMissing(guardduty.getDetector({ region }, invoke)))?.id),
    },
    {
      role: below("hub"),
      id: async () => there((await hasHub(region, invoke)) ? account : undefined),
    },
    {
      role: below("analyzer"),
      id: async () => {
        const arn = `arn:aws:access-analyzer:${region}:${account}:analyzer/${baselineNames.analyzer}`;
        const analyzer = await resource("AWS::AccessAnalyzer::Analyzer", arn, { region }, invoke);
        return there(analyzer && baselineNames.analyzer);
      },
    },
  ];
}

/** The flow log that an earlier life of the stack left on a network. */
export function flowLogLook(
  { name }: AccountNames,
  { region, vpc }: { readonly region: string; readonly vpc: string },
  invoke: InvokeOptions,
): Look {
  const role = `flow-log-${vpc}`;
  return {
    role: `${region}-${role}`,
    id: async () => {
      const arn = await tagged(`${name}-${region}`, role, region, invoke);
      return arn && `${arn.split("/").at(-1)}@${region}`;
    },
  };
}

/** A key is found by its alias, and both are adopted. */
function keyLooks(role: string, alias: string, region: string, invoke: InvokeOptions): Look[] {
  const found = () => unlessMissing(kms.getAlias({ name: alias, region }, invoke));
  const there = (id: string | undefined) => id && `${id}@${region}`;
  return [
    { role, id: async () => there((await found())?.targetKeyId) },
    { role: `${role}-alias`, id: async () => there((await found()) && alias) },
  ];
}

function bucketLook(role: string, bucket: string, region: string, invoke: InvokeOptions): Look {
  return {
    role,
    id: async () => {
      const found = await unlessMissing(s3.getBucket({ bucket, region }, invoke));
      return found && `${bucket}@${region}`;
    },
  };
}

/** A role by its name. */
function roleLook(role: string, name: string, invoke: InvokeOptions): Look {
  return { role, id: async () => (await unlessMissing(iam.getRole({ name }, invoke)))?.name };
}

async function resource(
  typeName: string,
  identifier: string,
  { region }: { readonly region: string },
  invoke: InvokeOptions,
): Promise<string | undefined> {
  const args = { typeName, identifier, region };
  return (await unlessMissing(cloudcontrol.getResource(args, invoke)))?.identifier;
}

/** The ARN of what carries the idempotency key of a role. */
async function tagged(
  name: string,
  role: string,
  region: string,
  invoke: InvokeOptions,
): Promise<string | undefined> {
  const tagFilters = [{ key: idempotencyTag, values: [idempotencyKey(name, role)] }];
  const found = await tagging.getResources({ region, tagFilters }, invoke);
  return found.resourceTagMappingLists[0]?.resourceArn;
}

/** Security Hub tells that it is off by refusing to answer. */
async function hasHub(region: string, invoke: InvokeOptions): Promise<boolean> {
  try {
    await securityhub.getEnabledStandards({ region }, invoke);
    return true;
  } catch (failure) {
    if (failure instanceof Error && /not subscribed to AWS Security Hub/i.test(failure.message)) {
      return false;
    }
    throw failure;
  }
}
