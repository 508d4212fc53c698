import * as aws from "@pulumi/aws/backup";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { lockedDaysTag, lockTag } from "../service/backup/lock.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import {
  type AwsBackupClass,
  advancedSettings,
  lockedDays,
  optIn,
  planRules,
  restoreTestName,
  restoreTestTimes,
  serverTags,
  vaultLock,
  vaultName,
  vaultPolicy,
} from "./awsBackup.plan.js";
import { createBackupRole } from "./awsBackupRole.js";

/** How an estate's servers on AWS are backed up. */
export interface AwsBackupArgs {
  /** Name of the estate, with which vaults and plans begin. */
  readonly estate: string;
  /** The customer's short name; plans take only servers that carry it as their owner. */
  readonly owner: string;
  /** The classes with servers on AWS, by the name that their servers are tagged with. */
  readonly classes: Readonly<Record<string, AwsBackupClass>>;
  /** ARNs of the vaults for copies, by the place that classes name. */
  readonly copies: Readonly<Record<string, string>>;
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/** What belongs to one class. */
interface Part {
  readonly name: string;
  readonly backupClass: string;
  readonly planned: AwsBackupClass;
  readonly vault: aws.Vault;
}

/**
 * Backs up an estate's servers on AWS by their classes: for each class a vault with the estate's
 * key, a policy under which nobody deletes backups early, the lock that the class has by now, a
 * plan that fires at exactly the class's times and takes every server that carries its tag, the
 * copies, and restore tests.
 *
 * Vaults, their keys and their locks stay when the estate goes.
 *
 * @example
 * new AwsBackup("chemistry-backups", {
 *   estate: "chemistry", owner: "chemistry", classes: { standard }, copies: { elsewhere: vaultArn },
 * });
 */
export class AwsBackup extends pulumi.ComponentResource {
  /** ARNs of the vaults by class. */
  readonly vaultArns: pulumi.Output<Record<string, string>>;
  /** Ids of the plans by class. */
  readonly planIds: pulumi.Output<Record<string, string>>;
  private readonly args: AwsBackupArgs;
  private readonly child: pulumi.CustomResourceOptions;
  private readonly role: pulumi.Output<string>;

  constructor(name: string, args: AwsBackupArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, ...described } = args;
    super("comanaged:backup:Aws", name, described, opts);
    this.args = args;
    this.child = { parent: this, ...(hooks && { hooks }) };
    const settings = new aws.RegionSettings(
      `${name}-region`,
      { resourceTypeOptInPreference: { ...optIn } },
      this.child,
    );
    this.role = createBackupRole(name, this.child);
    const key = this.createKey(name);
    const vaultArns: Record<string, pulumi.Output<string>> = {};
    const planIds: Record<string, pulumi.Output<string>> = {};
    for (const [backupClass, planned] of Object.entries(args.classes)) {
      const vault = this.createVault(name, [backupClass, planned], key);
      const part = { name, backupClass, planned, vault };
      this.createLock(part);
      planIds[backupClass] = this.createPlan(part, settings);
      this.createRestoreTest(part);
      vaultArns[backupClass] = vault.arn;
    }
    this.vaultArns = pulumi.output(vaultArns);
    this.planIds = pulumi.output(planIds);
    this.registerOutputs({ vaultArns: this.vaultArns });
  }

  private createKey(name: string): pulumi.Output<string> {
    const key = new kms.Key(
      `${name}-key`,
      {
        description: `Encrypts the backups of ${this.args.owner}`,
        enableKeyRotation: true,
        tags: this.tags(name, "key"),
      },
      { ...this.child, retainOnDelete: true },
    );
    return key.arn;
  }

  private createVault(
    name: string,
    [backupClass, planned]: readonly [string, AwsBackupClass],
    kmsKeyArn: pulumi.Output<string>,
  ) {
    const vault = new aws.Vault(
      `${name}-vault-${backupClass}`,
      {
        name: vaultName(this.args.estate, backupClass),
        kmsKeyArn,
        tags: {
          ...this.tags(name, `vault-${backupClass}`),
          ...lockTags(planned),
        },
      },
      { ...this.child, retainOnDelete: true },
    );
    new aws.VaultPolicy(
      `${name}-policy-${backupClass}`,
      { backupVaultName: vault.name, policy: JSON.stringify(vaultPolicy) },
      { ...this.child, retainOnDelete: true },
    );
    return vault;
  }

  /** A lock takes the place of the one before; the old one is never taken off first. */
  private createLock({ name, backupClass, planned, vault }: Part): void {
    const lock = vaultLock(planned);
    if (lock !== undefined) {
      new aws.VaultLockConfiguration(
        `${name}-lock-${backupClass}`,
        { backupVaultName: vault.name, ...lock },
        { ...this.child, retainOnDelete: true },
      );
    }
  }

  private createPlan(
    { name, backupClass, planned, vault }: Part,
    settings: aws.RegionSettings,
  ): pulumi.Output<string> {
    const { estate, owner, copies } = this.args;
    const planName = vaultName(estate, backupClass);
    const plan = new aws.Plan(
      `${name}-plan-${backupClass}`,
      {
        name: planName,
        rules: planRules(planned, planName, copies),
        advancedBackupSettings: advancedSettings(planned),
        tags: this.tags(name, `plan-${backupClass}`),
      },
      { ...this.child, dependsOn: [vault, settings] },
    );
    new aws.Selection(
      `${name}-selection-${backupClass}`,
      {
        name: "servers",
        planId: plan.id,
        iamRoleArn: this.role,
        resources: ["arn:aws:ec2:*:*:instance/*"],
        conditions: [{ stringEquals: serverTags(owner, backupClass) }],
      },
      this.child,
    );
    return plan.id;
  }

  private createRestoreTest({ name, backupClass, planned, vault }: Part): void {
    const times = restoreTestTimes(planned);
    if (times === undefined) {
      return;
    }
    const { estate, owner } = this.args;
    const plan = new aws.RestoreTestingPlan(
      `${name}-restore-test-${backupClass}`,
      {
        name: restoreTestName(estate, backupClass),
        ...times,
        recoveryPointSelection: {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
        },
        tags: this.tags(name, `restore-test-${backupClass}`),
      },
      this.child,
    );
    new aws.RestoreTestingSelection(
      `${name}-restored-${backupClass}`,
      {
        name: "servers",
        restoreTestingPlanName: plan.name,
        iamRoleArn: this.role,
        protectedResourceType: "EC2",
        protectedResourceArns: ["*"],
        protectedResourceConditions: { stringEquals: serverTags(owner, backupClass) },
      },
      this.child,
    );
  }

  private tags(name: string, role: string): Record<string, string> {
    return { [tagKeys.owner]: this.args.owner, [idempotencyTag]: idempotencyKey(name, role) };
  }
}

/** What a vault tells of its lock, so that the next preview knows what can be taken back. */
function lockTags(planned: AwsBackupClass): Record<string, string> {
  const days = lockedDays(planned);
  return days === undefined ? {} : { [lockTag]: planned.lock, [lockedDaysTag]: days };
}
