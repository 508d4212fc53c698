import assert from "node:assert/strict";
import {
  type AuditGround,
  frameworkControls,
  frameworkName,
} from "../../../../components/backup/compile/awsControls.js";
import type { BackupClass } from "../../../../components/service/backup/backupClass.js";

const vault = (region: string, account: string) =>
  `arn:aws:backup:${region}:${account}:backup-vault:copies`;

const ground: AuditGround = {
  ...{ estate: "chemistry", account: "222222222222", region: "eu-central-1" },
  copies: {
    elsewhere: vault("eu-west-1", "111111111111"),
    beside: vault("eu-central-1", "222222222222"),
  },
};

const gold: BackupClass = {
  name: "gold",
  schedule: { every: "hours", hours: 8, start: "00:00", timeZone: "UTC" },
  startWithinMinutes: 120,
  completeWithinMinutes: 180,
  keep: { days: 30, months: 12 },
  copies: [{ place: "elsewhere", withinMinutes: 1440, keep: { days: 30 } }],
  ...{ lock: "armed", consistency: "application", promisedRtoMinutes: 240 },
  restoreTest: {
    ...{ every: "month", week: "third", weekday: "sunday", start: "10:00", timeZone: "UTC" },
    durationMinutes: 240,
  },
};

/** The controls of a class by their names: their figures, and whom they are about. */
function controlsOf(changes: Partial<BackupClass> = {}) {
  const backup = { ...gold, ...changes };
  const made = frameworkControls(
    { backup, lock: backup.lock, hasWindows: false },
    ground,
    "plan-1",
  );
  return new Map(
    made.map(({ name, inputParameters = [], scope }) => [
      name,
      { ...Object.fromEntries(inputParameters.map((one) => [one.name, one.value])), scope },
    ]),
  );
}

const servers = { tags: { BackupAudit: "chemistry-gold" } };

describe("frameworks of AWS Backup", () => {
  it("ask what the class promises, with its own figures", () => {
    const days = { requiredRetentionDays: "30" };
    assert.deepEqual(Object.fromEntries(controlsOf()), {
      BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN: { scope: servers },
      BACKUP_RECOVERY_POINT_ENCRYPTED: { scope: servers },
      BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK: { ...days, scope: servers },
      BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK: {
        ...{ requiredFrequencyUnit: "hours", requiredFrequencyValue: "8", ...days },
        scope: {
          complianceResourceIds: ["plan-1"],
          complianceResourceTypes: ["AWS::Backup::BackupPlan"],
        },
      },
      BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED: {
        scope: {
          complianceResourceIds: ["chemistry-gold"],
          complianceResourceTypes: ["AWS::Backup::BackupVault"],
        },
      },
      // Eight hours between two, and three until the next one is complete.
      BACKUP_LAST_RECOVERY_POINT_CREATED: {
        ...{ recoveryPointAgeUnit: "hours", recoveryPointAgeValue: "11", scope: servers },
      },
      BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION: { crossRegionList: "eu-west-1", scope: servers },
      BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT: {
        ...{ crossAccountList: "111111111111", scope: servers },
      },
      BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK: {
        ...{ minRetentionDays: "30", maxRetentionDays: "372", scope: servers },
      },
      RESTORE_TIME_FOR_RESOURCES_MEET_TARGET: { maxRestoreTime: "240", scope: servers },
    });
  });

  it("ask nothing that the class does not promise", () => {
    const names = [
      "RESTORE_TIME_FOR_RESOURCES_MEET_TARGET",
      "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK",
      "BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION",
      "BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT",
    ];
    const { restoreTest: _test, ...unmeasured } = gold;
    const beside = { copies: [{ place: "beside", withinMinutes: 60, keep: { days: 30 } }] };
    const asked = controlsOf({ ...beside, lock: "planned" });
    assert.deepEqual(
      names.filter((name) => asked.has(name)),
      names.slice(0, 1),
    );
    const without = frameworkControls(
      { backup: unmeasured, lock: "armed", hasWindows: false },
      ground,
      "plan-1",
    );
    assert.ok(without.every(({ name }) => name !== names[0]));
  });

  it("have names that AWS takes, and that differ where those of classes do", () => {
    const names = ["a-b", "b", "x".repeat(60)].map((one) => frameworkName("chemistry-1", one));
    assert.ok(
      names.every((one) => /^[a-zA-Z][_a-zA-Z0-9]*$/.test(one)),
      String(names),
    );
    assert.equal(new Set(names).size, names.length);
  });
});
