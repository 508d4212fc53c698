import type { BackupClass, LockPhase } from "../service/backup/backupClass.js";
import type { AzureDemand } from "../service/backupPath/node.js";
import { boundedName } from "../service/boundedName.js";
import { azureRetention } from "./compile/azureRetention.js";
import { compileAzureSchedule } from "./compile/azureSchedule.js";
import { kept } from "./compile/rendering.js";

/** A backup class of servers on Azure. */
export interface AzureBackupClass {
  readonly backup: BackupClass;
  /** What the lock of its vault may be by now; see `lockNow`. */
  readonly lock: LockPhase;
}

/** The name of an estate's vault: at most 50 letters, digits and hyphens. */
export function azureVaultName(estate: string): string {
  return boundedName(`${estate}-backups`, 50);
}

/**
 * The lock of the one vault of several classes: for good once all of them are to be locked, because
 * Azure locks a vault as a whole. The schema of estates refuses to lock only some.
 */
export function vaultPhase(classes: Readonly<Record<string, AzureBackupClass>>): LockPhase {
  const phases = Object.values(classes).map(({ lock }) => lock);
  if (phases.every((phase) => phase === "planned")) {
    return "planned";
  }
  return phases.every((phase) => phase === "locked") ? "locked" : "armed";
}

/**
 * What a vault is. It is immutable from its birth on; what administrators can take off until it is
 * locked nobody ever can afterwards. Where its copies lie counts before the first backup only.
 */
export function vaultProperties(phase: LockPhase) {
  const softDelete = phase === "locked" ? "AlwaysON" : "Enabled";
  return {
    redundancySettings: {
      standardTierStorageRedundancy: "GeoRedundant",
      crossRegionRestore: "Enabled",
    },
    securitySettings: {
      immutabilitySettings: { state: phase === "locked" ? "Locked" : "Unlocked" },
      softDeleteSettings: {
        softDeleteState: softDelete,
        enhancedSecurityState: softDelete,
        softDeleteRetentionPeriodInDays: 14,
      },
    },
  } as const;
}

/**
 * What a vault tells a Log Analytics workspace, a table each, from which Azure makes its reports of
 * backups.
 *
 * @see https://learn.microsoft.com/azure/backup/backup-azure-diagnostic-events
 */
export const reportCategories = [
  ...["CoreAzureBackup", "AddonAzureBackupJobs", "AddonAzureBackupPolicy"],
  ...["AddonAzureBackupProtectedInstance", "AddonAzureBackupStorage"],
] as const;

/** Days for which the snapshot of a backup stays beside the disks, to restore from it faster. */
const snapshotDays = 2;

/**
 * The protection policy of a class.
 *
 * @throws RangeError when Azure Backup cannot keep the class; the schema of estates refuses it
 */
export function policyProperties(backup: BackupClass) {
  const { policy, timeZone } = kept(compileAzureSchedule(backup));
  const { dailySchedule } = policy;
  const [time] = dailySchedule.scheduleRunTimes;
  return {
    backupManagementType: "AzureIaasVM" as const,
    policyType: "V2",
    instantRpRetentionRangeInDays: snapshotDays,
    schedulePolicy: { ...policy, dailySchedule: { scheduleRunTimes: [time] } },
    retentionPolicy: azureRetention(backup.keep, time),
    timeZone,
    ...(backup.consistency === "crash" && { snapshotConsistencyType: "OnlyCrashConsistent" }),
  };
}

/** What a class demands of the path from its servers to the vault, whose lock is that of all. */
export function azureDemand(
  backupClass: string,
  classes: Readonly<Record<string, AzureBackupClass>>,
): AzureDemand | undefined {
  const planned = classes[backupClass];
  if (planned === undefined) {
    return undefined;
  }
  const { schedulePolicy, retentionPolicy, timeZone } = policyProperties(planned.backup);
  const [time = ""] = schedulePolicy.dailySchedule.scheduleRunTimes;
  const isCrashConsistent = planned.backup.consistency === "crash";
  const lock = vaultPhase(classes);
  return { lock, time, timeZone, isCrashConsistent, retention: retentionPolicy };
}
