import { backedUpTypes } from "../service/account/backedUp.js";
import type { BackupClass, LockPhase } from "../service/backup/backupClass.js";
import { retentionRange } from "../service/backup/retention.js";

import type { BackupDemand } from "../service/backupPath/node.js";
import { boundedName } from "../service/boundedName.js";
import { tagKeys } from "../service/tags.js";
import { compileAwsRestoreTest } from "./compile/awsRestoreTest.js";
import { compileAwsRules } from "./compile/awsRules.js";
import { kept } from "./compile/rendering.js";

/** A backup class of servers on AWS. */
export interface AwsBackupClass {
  readonly backup: BackupClass;
  /** What the lock of its vault may be by now; see `lockNow`. */
  readonly lock: LockPhase;
  /** Whether one of the servers runs Windows, whose programs can be held for a backup. */
  readonly hasWindows: boolean;
}

/** The types that AWS Backup takes, as in the baselines of accounts: both may set them in one. */
export const optIn: Readonly<Record<string, boolean>> = Object.fromEntries(
  backedUpTypes.map((type) => [type, true]),
);

/** The managed policies of the role as which AWS Backup works. */
export const rolePolicies = {
  backup: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  restore: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
} as const;

/** Who may take the role: AWS Backup. */
export const roleTrust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "backup.amazonaws.com" },
    },
  ],
};

/** The policy of a vault: nobody deletes backups or shortens their lives but AWS Backup itself. */
export const vaultPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "NobodyEndsBackupsEarly",
      Effect: "Deny",
      Principal: "*",
      Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      Resource: "*",
    },
  ],
};

/** The policy of a vault for copies: accounts of the organization put copies in, and nobody out. */
export function copyVaultPolicy(organization: string) {
  return {
    ...vaultPolicy,
    Statement: [
      ...vaultPolicy.Statement,
      {
        Sid: "OrganizationCopiesIn",
        Effect: "Allow",
        Principal: "*",
        Action: "backup:CopyIntoBackupVault",
        Resource: "*",
        Condition: { StringEquals: { "aws:PrincipalOrgID": organization } },
      },
    ],
  };
}

/** The name of a class's vault and plan: at most 50 letters, digits and hyphens. */
export function vaultName(estate: string, backupClass: string): string {
  return boundedName(`${estate}-${backupClass}`, 50);
}

/** A name that restore testing takes: at most 50 letters, digits and underscores. */
export function restoreTestName(estate: string, backupClass: string): string {
  return vaultName(estate, backupClass).replaceAll("-", "_");
}

/** Days in which a lock that nobody can ever take off can still be taken off. */
const coolingDays = 14;

/** The lock of a class's vault; nothing while it is only planned. */
export function vaultLock({ backup, lock }: AwsBackupClass) {
  const { least, most } = retentionRange(backup.keep);
  const range = { minRetentionDays: least, maxRetentionDays: most };
  switch (lock) {
    case "planned":
      return undefined;
    case "armed":
      return range;
    case "locked":
      return { ...range, changeableForDays: coolingDays };
  }
}

/** For how many days a class's lock has backups kept, as its vault tells. */
export function lockedDays(planned: AwsBackupClass): string | undefined {
  const lock = vaultLock(planned);
  return lock && `${lock.minRetentionDays}-${lock.maxRetentionDays}`;
}

/**
 * The rules of a class's plan.
 *
 * @param copies ARNs of the vaults for copies, by the name of their place
 * @throws RangeError when AWS Backup cannot keep the class; the schema of estates refuses it
 */
export function planRules(
  { backup }: AwsBackupClass,
  targetVaultName: string,
  copies: Readonly<Record<string, string>>,
) {
  return kept(compileAwsRules(backup)).map(({ name, deleteAfter, copies: made, ...times }) => ({
    ruleName: name,
    targetVaultName,
    ...times,
    lifecycle: { deleteAfter },
    copyActions: made.map((copy) => ({
      destinationVaultArn: copies[copy.place] ?? "",
      lifecycle: { deleteAfter: copy.deleteAfter },
    })),
  }));
}

/** What a plan does besides: on Windows, programs are held while a backup begins. */
export function advancedSettings({ backup, hasWindows }: AwsBackupClass) {
  return backup.consistency === "application" && hasWindows
    ? [{ resourceType: "EC2", backupOptions: { WindowsVSS: "enabled" } }]
    : [];
}

/** What tells the servers of a customer and a class from all others. */
export function serverTags(owner: string, backupClass: string) {
  return [
    { key: `aws:ResourceTag/${tagKeys.backupClass}`, value: backupClass },
    { key: `aws:ResourceTag/${tagKeys.owner}`, value: owner },
  ];
}

/** When restores of a class are tested; nothing where they are not. */
export function restoreTestTimes({ backup }: AwsBackupClass) {
  return backup.restoreTest && kept(compileAwsRestoreTest(backup.restoreTest));
}

/** What a class demands of the path from the servers of an estate to their vault. */
export function backupDemand(
  estate: string,
  planned: AwsBackupClass,
  copies: Readonly<Record<string, string>>,
): BackupDemand {
  const { backup, lock } = planned;
  const rules = kept(compileAwsRules(backup)).map(({ copies: made, ...rule }) => ({
    ...rule,
    copies: made.map(({ place, deleteAfter }) => ({ vault: copies[place] ?? "", deleteAfter })),
  }));
  const holdsPrograms = advancedSettings(planned).length > 0;
  return { vault: vaultName(estate, backup.name), lock, holdsPrograms, rules };
}
