import {
  type BackupClient,
  paginateListBackupJobs,
  paginateListCopyJobs,
  paginateListRecoveryPointsByResource,
  paginateListRestoreJobsByProtectedResource,
} from "@aws-sdk/client-backup";
import { Temporal } from "temporal-polyfill";
import {
  type BackupFailure,
  type BackupState,
  lastRestore,
  type MeasuredRestore,
  measuredRestore,
} from "../../components/service/backup/backupReport.js";
import { oneLine } from "../guests/asking.js";

const instantOf = (date: Date | undefined) =>
  date && Temporal.Instant.fromEpochMilliseconds(date.getTime());

const latest = (instants: readonly Temporal.Instant[]) =>
  [...instants].sort((a, b) => Temporal.Instant.compare(a, b)).at(-1);

const complete: ReadonlySet<string | undefined> = new Set(["COMPLETED", "AVAILABLE"]);
const failed: ReadonlySet<string | undefined> = new Set([
  ...["ABORTED", "FAILED", "EXPIRED", "PARTIAL"],
]);

/**
 * What AWS Backup knows of the backups of a resource.
 *
 * @param arn of the resource
 * @param places ARNs of the vaults for copies, by their place
 */
export async function awsBackupState(
  client: BackupClient,
  arn: string,
  places: Readonly<Record<string, string>>,
): Promise<BackupState> {
  const points = await recoveryPoints(client, arn);
  const lastGood = latest([...points.values()]);
  const restore = await lastRestoreTest(client, arn);
  return {
    kind: "known",
    ...(lastGood && { lastGood }),
    failures: await failures(client, arn),
    copies: await newestCopies(client, arn, { places, points }),
    ...(restore && { restore }),
  };
}

/** When each complete backup of a resource was begun, by its ARN. */
export async function recoveryPoints(client: BackupClient, ResourceArn: string) {
  const points = new Map<string, Temporal.Instant>();
  for await (const page of paginateListRecoveryPointsByResource({ client }, { ResourceArn })) {
    for (const { RecoveryPointArn, CreationDate, Status } of page.RecoveryPoints ?? []) {
      const at = instantOf(CreationDate);
      if (complete.has(Status) && at !== undefined && RecoveryPointArn !== undefined) {
        points.set(RecoveryPointArn, at);
      }
    }
  }
  return points;
}

/** The jobs that failed among those that AWS Backup remembers, 30 days. */
async function failures(client: BackupClient, ByResourceArn: string): Promise<BackupFailure[]> {
  const found: BackupFailure[] = [];
  for await (const { BackupJobs } of paginateListBackupJobs({ client }, { ByResourceArn })) {
    for (const { State, StatusMessage, CreationDate } of BackupJobs ?? []) {
      const at = instantOf(CreationDate);
      if (failed.has(State) && at !== undefined) {
        found.push({ at, reason: oneLine(StatusMessage ?? `ended ${State}`) });
      }
    }
  }
  return found.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

interface CopyPlaces {
  readonly places: Readonly<Record<string, string>>;
  readonly points: ReadonlyMap<string, Temporal.Instant>;
}

/** When the newest backup was begun of which a complete copy lies at each place. */
async function newestCopies(
  client: BackupClient,
  ByResourceArn: string,
  { places, points }: CopyPlaces,
): Promise<ReadonlyMap<string, Temporal.Instant | undefined>> {
  const copied = new Map<string, Temporal.Instant[]>();
  const query = { ByResourceArn, ByState: "COMPLETED" } as const;
  for await (const { CopyJobs } of paginateListCopyJobs({ client }, query)) {
    for (const { DestinationBackupVaultArn: vault = "", SourceRecoveryPointArn } of CopyJobs ??
      []) {
      const begun = points.get(SourceRecoveryPointArn ?? "");
      copied.set(vault, [...(copied.get(vault) ?? []), ...(begun ? [begun] : [])]);
    }
  }
  return new Map(
    Object.entries(places).map(([place, vault]) => [place, latest(copied.get(vault) ?? [])]),
  );
}

/** The last restore that a restore testing plan made and that has ended. */
async function lastRestoreTest(
  client: BackupClient,
  ResourceArn: string,
): Promise<MeasuredRestore | undefined> {
  const tests: MeasuredRestore[] = [];
  const pages = paginateListRestoreJobsByProtectedResource({ client }, { ResourceArn });
  for await (const { RestoreJobs } of pages) {
    for (const { CreatedBy, Status, ValidationStatus, ...times } of RestoreJobs ?? []) {
      const [begun, at] = [instantOf(times.CreationDate), instantOf(times.CompletionDate)];
      if (CreatedBy?.RestoreTestingPlanArn !== undefined && begun !== undefined && at) {
        const isBad = ValidationStatus === "FAILED" || ValidationStatus === "TIMED_OUT";
        tests.push(measuredRestore(begun, at, Status === "COMPLETED" && !isBad));
      }
    }
  }
  return lastRestore(tests);
}
