import { retentionRange } from "../../service/backup/retention.js";
import { computed } from "../../service/backup/rpo.js";
import { nominalMinutes } from "../../service/backup/schedule.js";
import { auditTag } from "../../service/tags.js";
import { ruledYears } from "../../service/time/touchedHours.js";
import { type AwsBackupClass, restoreTestName, vaultLock, vaultName } from "../awsBackup.plan.js";

/** What AWS Backup Audit Manager has room for in one account and region. */
export const auditLimits = { frameworks: 15, controls: 50 } as const;

/** Where an estate's servers on AWS stand and their copies lie. */
export interface AuditGround {
  /** Name of the estate, with which vaults and plans begin. */
  readonly estate: string;
  readonly account: string;
  readonly region: string;
  /** ARNs of the vaults for copies, by the place that classes name. */
  readonly copies: Readonly<Record<string, string>>;
}

/** A control of a framework: what is asked, with which figures, and of what. */
export interface AuditControl<Id> {
  readonly name: string;
  readonly inputParameters?: { readonly name: string; readonly value: string }[];
  readonly scope: Scope<Id>;
}

interface Scope<Id> {
  readonly tags?: Readonly<Record<string, string>>;
  readonly complianceResourceIds?: Id[];
  readonly complianceResourceTypes?: string[];
}

/** The name of a control and its parameters. */
type Asked = readonly [name: string, figures?: Readonly<Record<string, string | number>>];

/** Names begin with a letter, and have letters, digits and underscores. */
export function frameworkName(estate: string, backupClass: string): string {
  return restoreTestName(estate, backupClass);
}

/**
 * What a class promises as controls of one framework: every one is computed from the class, and
 * what the class does not promise is not asked. Servers, and the backups that carry their tags, are
 * known by `BackupAudit`; the plan and the vault by their ids, so that no two frameworks of an
 * account are alike, which AWS refuses.
 *
 * @param planId id of the class's plan
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html
 */
export function frameworkControls<Id>(
  planned: AwsBackupClass,
  ground: AuditGround,
  planId: Id,
): AuditControl<Id | string>[] {
  const { backup } = planned;
  const vault = vaultName(ground.estate, backup.name);
  const only = (id: Id | string, type: string): Scope<Id | string> => ({
    complianceResourceIds: [id],
    complianceResourceTypes: [`AWS::Backup::${type}`],
  });
  const frequency = {
    requiredFrequencyUnit: "hours",
    requiredFrequencyValue: nominalMinutes(backup.schedule) / 60,
    requiredRetentionDays: retentionRange(backup.keep).least,
  };
  return [
    control(
      ["BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK", frequency],
      only(planId, "BackupPlan"),
    ),
    control(["BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED"], only(vault, "BackupVault")),
    ...[
      ...ofBackups(planned),
      ...ofCopies(planned, ground),
      ...ofLock(planned),
      ...ofRestores(planned),
    ].map((asked) => control<Id | string>(asked, { tags: { [auditTag]: vault } })),
  ];
}

/** How many controls the framework of a class has. */
export function controlCount(planned: AwsBackupClass, ground: AuditGround): number {
  return frameworkControls(planned, ground, "").length;
}

function control<Id>([name, figures = {}]: Asked, scope: Scope<Id>): AuditControl<Id> {
  const inputParameters = Object.entries(figures).map(([key, value]) => ({
    name: key,
    value: String(value),
  }));
  return { name, scope, ...(inputParameters.length > 0 && { inputParameters }) };
}

function ofBackups({ backup }: AwsBackupClass): readonly Asked[] {
  // While a backup runs, the one before is the newest.
  const oldest = computed(backup, ruledYears).lossWhileRunningMinutes;
  return [
    ["BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN"],
    ["BACKUP_RECOVERY_POINT_ENCRYPTED"],
    [
      "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
      { requiredRetentionDays: retentionRange(backup.keep).least },
    ],
    [
      "BACKUP_LAST_RECOVERY_POINT_CREATED",
      { recoveryPointAgeUnit: "hours", recoveryPointAgeValue: Math.ceil(oldest / 60) },
    ],
  ];
}

/** Copies count where they lie in another region, or in another account. */
function ofCopies(
  { backup }: AwsBackupClass,
  { account, region, copies }: AuditGround,
): readonly Asked[] {
  const vaults = backup.copies.map(({ place }) => (copies[place] ?? "").split(":"));
  const elsewhere = (part: number, own: string) =>
    [...new Set(vaults.map((arn) => arn[part] ?? ""))].filter((one) => one !== own).sort();
  const lists: readonly Asked[] = [
    [
      "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION",
      { crossRegionList: elsewhere(3, region).join(",") },
    ],
    [
      "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT",
      { crossAccountList: elsewhere(4, account).join(",") },
    ],
  ];
  return lists.filter(([, figures = {}]) => !Object.values(figures).includes(""));
}

function ofLock(planned: AwsBackupClass): readonly Asked[] {
  const lock = vaultLock(planned);
  return lock === undefined
    ? []
    : [
        [
          "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK",
          { minRetentionDays: lock.minRetentionDays, maxRetentionDays: lock.maxRetentionDays },
        ],
      ];
}

/** A promise that no restore test measures is not asked for: nothing would ever tell it. */
function ofRestores({ backup }: AwsBackupClass): readonly Asked[] {
  const { promisedRtoMinutes, restoreTest } = backup;
  return promisedRtoMinutes === undefined || restoreTest === undefined
    ? []
    : [["RESTORE_TIME_FOR_RESOURCES_MEET_TARGET", { maxRestoreTime: promisedRtoMinutes }]];
}

/** The reports of an estate, by what they are called: jobs, and whether frameworks are met. */
export const reportTemplates = {
  backups: "BACKUP_JOB_REPORT",
  copies: "COPY_JOB_REPORT",
  restores: "RESTORE_JOB_REPORT",
  controls: "CONTROL_COMPLIANCE_REPORT",
  resources: "RESOURCE_COMPLIANCE_REPORT",
} as const;

/** Whether a report tells of frameworks, which only those on compliance take. */
export function isOnCompliance(template: string): boolean {
  return template.endsWith("_COMPLIANCE_REPORT");
}
