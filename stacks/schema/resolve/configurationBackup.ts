import { Temporal } from "temporal-polyfill";
import { compileVeeamConfiguration } from "../../../components/backup/compile/veeamConfiguration.js";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { backupRuns } from "../../../components/service/backup/collision.js";
import { describeSchedule, nominalMinutes } from "../../../components/service/backup/schedule.js";
import { formatDuration } from "../../../components/service/duration.js";
import { overlap } from "../../../components/service/time/openings.js";
import type { PlatformSystemInput } from "../platformSystem.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { type BackupServerDraft, reasonsOnBackupServer } from "./backupServer.js";

/**
 * A backup server that is backed up by jobs of its own, a configuration that is none of a backup
 * server, and a second one are reported.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/vbr_config.html
 */
export function checkConfigurations(
  systems: ReadonlyMap<string, PlatformSystemInput>,
  report: Report,
): void {
  let first: string | undefined;
  for (const [name, { what, configuration, machine, computer }] of systems) {
    const path = ["platformSystems", name];
    const job = machine === undefined ? computer && "computer" : "machine";
    if (what === "backup-server" && job !== undefined) {
      report({
        path: [...path, job],
        at: "key",
        message: `${quote(name)} would be backed up by jobs of its own, which freeze it while they run`,
        allowed: "configuration, or exports of a server that the catalog does not name",
        fix: 'Write "configuration" with a repository that is not on the backup server.',
      });
    }
    if (configuration === undefined) {
      continue;
    }
    if (what !== "backup-server" || first !== undefined) {
      report({
        path: [...path, "configuration"],
        at: "key",
        message:
          what !== "backup-server"
            ? `${quote(name)} is no backup server, and only that one backs its configuration up`
            : `the backup server backs its configuration up once, and ${quote(first ?? "")} says how`,
        allowed: "one system whose what is backup-server",
        fix: what !== "backup-server" ? "Name another way." : "Keep one of the two.",
      });
    }
    first ??= name;
  }
}

/** Any week: whoever the backup server keeps counts by the same clocks. */
const week = {
  start: Temporal.Instant.from("2027-01-04T00:00:00Z"),
  end: Temporal.Instant.from("2027-01-11T00:00:00Z"),
};

/**
 * Why a backup server cannot back its configuration up as a class says. Its database is busy
 * meanwhile, so no job is to run then, unless its class leaves no room at all.
 *
 * @param others classes of what may be in the server's jobs
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/export_vbr_config.html
 */
export function reasonsOfConfiguration(
  backup: BackupClass,
  server: BackupServerDraft,
  others: readonly BackupClass[],
): readonly string[] {
  if (server === undefined) {
    return [];
  }
  if (server === "none") {
    return ["The catalog names no backupServer."];
  }
  const rendering = compileVeeamConfiguration(backup, server.timeZone);
  if (rendering.kind === "refused") {
    return rendering.reasons;
  }
  const met = others.find(
    (other) =>
      reasonsOnBackupServer(other, server, "vsphere").length === 0 &&
      leavesRoom(other, backup) &&
      meets(backup, other),
  );
  return met === undefined
    ? []
    : [
        `It would be under way (${timesOf(backup)}) while the backup server takes backups of ` +
          `${quote(met.name)} (${timesOf(met)}).`,
      ];
}

function leavesRoom(other: BackupClass, { completeWithinMinutes }: BackupClass): boolean {
  return nominalMinutes(other.schedule) - other.completeWithinMinutes >= completeWithinMinutes;
}

function meets(backup: BackupClass, other: BackupClass): boolean {
  const runs = backupRuns(other, week);
  return backupRuns(backup, week).some((own) => runs.some((run) => overlap(own, run)));
}

const timesOf = ({ schedule, completeWithinMinutes }: BackupClass) =>
  `${describeSchedule(schedule)}, for up to ${formatDuration(completeWithinMinutes)}`;
