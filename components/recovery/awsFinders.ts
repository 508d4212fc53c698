import * as backup from "@pulumi/aws/backup";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as kms from "@pulumi/aws/kms";
import * as tagging from "@pulumi/aws/resourcegroupstaggingapi";
import * as ssm from "@pulumi/aws/ssm";
import * as vpc from "@pulumi/aws/vpc";
import type { InvokeOptions } from "@pulumi/pulumi";
import { lockOfVault } from "../backup/awsVaults.js";
import { idempotencyTag } from "../service/tags.js";
import {
  type Finder,
  type Found,
  fromIds,
  nothing,
  type ObjectInputs,
  type Scope,
  text,
  unlessMissing,
} from "./finder.js";

/** The states of an instance that still exists. */
const living = ["pending", "running", "stopping", "stopped", "shutting-down"];

/** Finders for the AWS objects that the components create, by type token. */
export const awsFinders: Readonly<Record<string, Finder>> = {
  "aws:backup/framework:Framework": byName("the backup framework", backup.getFramework),
  "aws:backup/plan:Plan": byTag(taggedAs("backup:backup-plan")),
  "aws:backup/reportPlan:ReportPlan": byName("the backup report plan", backup.getReportPlan),
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": findRestoreTest,
  // AWS Backup calls a vault forbidden that it does not have.
  "aws:backup/vault:Vault": byName("the backup vault", backup.getVault, /AccessDenied/),
  "aws:ec2/instance:Instance": byTag(async (key, opts) => {
    const found = await ec2.getInstances(
      { instanceTags: { [idempotencyTag]: key }, instanceStateNames: living },
      opts,
    );
    return found.ids;
  }),
  "aws:ebs/volume:Volume": byTag(async (key, opts) => {
    const found = await ebs.getEbsVolumes({ tags: { [idempotencyTag]: key } }, opts);
    return found.ids;
  }),
  "aws:ec2/placementGroup:PlacementGroup": byTag(taggedAs("ec2:placement-group")),
  "aws:ec2/networkInterface:NetworkInterface": byTag(async (key, opts) => {
    const found = await ec2.getNetworkInterfaces({ tags: { [idempotencyTag]: key } }, opts);
    return found.ids;
  }),
  "aws:ec2/networkInterfaceAttachment:NetworkInterfaceAttachment": findInterfaceAttachment,
  "aws:ec2/securityGroup:SecurityGroup": byTag(async (key, opts) => {
    const found = await ec2.getSecurityGroups({ tags: { [idempotencyTag]: key } }, opts);
    return found.ids;
  }),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": byTag(groupRules),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": byTag(groupRules),
  "aws:iam/instanceProfile:InstanceProfile": findProfile,
  "aws:iam/role:Role": findRole,
  "aws:kms/alias:Alias": findAlias,
  "aws:kms/key:Key": byTag(taggedAs("kms:key")),
  "aws:ssm/document:Document": findDocument,
  "aws:ssm/maintenanceWindow:MaintenanceWindow": byTag(taggedAs("ssm:maintenancewindow")),
  "aws:ssm/patchBaseline:PatchBaseline": byTag(taggedAs("ssm:patchbaseline")),
};

/**
 * Finders for what a plain `up` makes anew without harm, as long as nobody has locked it: only a
 * recovery asks them.
 */
export const awsSettledFinders: Readonly<Record<string, Finder>> = {
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": findLock,
};

/** The lock of a vault that tells of one for good, which AWS Backup takes from nobody again. */
async function findLock(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "backupVaultName");
  const lock = name === undefined ? undefined : await lockOfVault(name, invoke);
  return name !== undefined && lock?.phase === "locked" ? { kind: "ours", id: name } : nothing;
}

/** Ids of the rules of security groups with the key, of both directions. */
async function groupRules(key: string, opts: InvokeOptions): Promise<string[]> {
  const found = await vpc.getSecurityGroupRules({ tags: { [idempotencyTag]: key } }, opts);
  return found.ids;
}

/** Ids of the objects of a type that the tagging service knows by the key. */
function taggedAs(type: string): (key: string, opts: InvokeOptions) => Promise<string[]> {
  return async (key, opts) => {
    const found = await tagging.getResources(
      { tagFilters: [{ key: idempotencyTag, values: [key] }], resourceTypeFilters: [type] },
      opts,
    );
    return found.resourceTagMappingLists.map(
      ({ resourceArn }) => resourceArn.split(/[/:]/).at(-1) ?? "",
    );
  };
}

/** A finder by the tag that carries the idempotency key. */
function byTag(ids: (key: string, opts: InvokeOptions) => Promise<string[]>): Finder {
  return async (inputs, { invoke }) => {
    const key = text(inputs, "tags", idempotencyTag);
    return key === undefined ? nothing : fromIds(await ids(key, invoke), key);
  };
}

/** What AWS Backup tells of an object by its name. */
type Look = (
  args: { readonly name: string },
  opts: InvokeOptions,
) => Promise<{ readonly name: string; readonly tags: Readonly<Record<string, string>> }>;

/** A finder by the name, which an account has once in a region. */
function byName(what: string, look: Look, missing?: RegExp): Finder {
  return async (inputs, { invoke }) => {
    const name = text(inputs, "name");
    const found = name && (await unlessMissing(look({ name }, invoke), missing));
    if (!found) {
      return nothing;
    }
    const key = text(inputs, "tags", idempotencyTag);
    return key !== undefined && found.tags[idempotencyTag] === key
      ? { kind: "ours", id: found.name }
      : { kind: "stranger", what: `${what} ${found.name}` };
  };
}

/** A restore testing plan goes by its name; only the tagging service tells whose it is. */
async function findRestoreTest(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const [name, key] = [text(inputs, "name"), text(inputs, "tags", idempotencyTag)];
  const ids = key === undefined ? [] : await taggedAs("backup:restore-testing-plan")(key, invoke);
  return name !== undefined && ids.length > 0 ? { kind: "ours", id: name } : nothing;
}

/** An attachment carries no tag: it is ours when it holds our interface at our instance. */
async function findInterfaceAttachment(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const id = text(inputs, "networkInterfaceId");
  const card = id && (await unlessMissing(ec2.getNetworkInterface({ id }, invoke)));
  const [attachment] = card ? card.attachments : [];
  if (attachment === undefined) {
    return nothing;
  }
  return attachment.instanceId === text(inputs, "instanceId")
    ? { kind: "ours", id: attachment.attachmentId }
    : { kind: "stranger", what: `the attachment of ${id} to ${attachment.instanceId}` };
}

/** An alias carries no tag: it is ours when it names the key that it was to name. */
async function findAlias(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "name");
  if (name === undefined) {
    return nothing;
  }
  const alias = await unlessMissing(kms.getAlias({ name }, invoke));
  if (alias === undefined) {
    return nothing;
  }
  return alias.targetKeyId === text(inputs, "targetKeyId")
    ? { kind: "ours", id: name }
    : { kind: "stranger", what: `${name} names the key ${alias.targetKeyId}` };
}

/** A role is found by its name, which an account has once, and is ours when it carries the key. */
async function findRole(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "name");
  const role = name && (await unlessMissing(iam.getRole({ name }, invoke)));
  if (!role) {
    return nothing;
  }
  const key = text(inputs, "tags", idempotencyTag);
  return key !== undefined && role.tags[idempotencyTag] === key
    ? { kind: "ours", id: role.name }
    : { kind: "stranger", what: `the role ${role.name}` };
}

/** A look-up of a profile tells no tags: it is ours when it carries the role that it was to carry. */
async function findProfile(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "name");
  const profile = name && (await unlessMissing(iam.getInstanceProfile({ name }, invoke)));
  if (!profile) {
    return nothing;
  }
  return profile.roleName !== "" && profile.roleName === text(inputs, "role")
    ? { kind: "ours", id: profile.name }
    : { kind: "stranger", what: `the instance profile ${profile.name}` };
}

/** A document is found by its name; only the tagging service tells whose it is. */
async function findDocument(inputs: ObjectInputs, { invoke }: Scope): Promise<Found> {
  const name = text(inputs, "name");
  const document = name && (await unlessMissing(ssm.getDocument({ name }, invoke)));
  if (!document) {
    return nothing;
  }
  const key = text(inputs, "tags", idempotencyTag);
  const ours = key === undefined ? [] : await taggedAs("ssm:document")(key, invoke);
  return ours.includes(document.name)
    ? { kind: "ours", id: document.name }
    : { kind: "stranger", what: `the document ${document.name}` };
}
