import type { Temporal } from "temporal-polyfill";
import { testsRestores } from "../../components/service/backup/backedUp.js";
import type { BackupClass } from "../../components/service/backup/backupClass.js";
import {
  type BackupReport,
  type BackupState,
  backupReport,
} from "../../components/service/backup/backupReport.js";
import type { PlatformSystemKind } from "../../components/service/backup/platformSystem.js";
import { isTested } from "../../components/service/backup/restoreTest.js";
import type { Platform } from "../../components/service/platform.js";
import type { Replica } from "../../components/service/replica.js";
import type { Estate } from "../../stacks/schema/model.js";
import type { BackupSource } from "./source.js";

/** What is known of the backups of one server, or of a system of the provider's own. */
export interface BackupRow extends BackupReport {
  readonly server: string;
  readonly backupClass: string;
  /** Where the server stands, or what the system is for. */
  readonly platform: Platform | PlatformSystemKind;
  readonly timeZone: string;
  readonly state: BackupState;
}

/** Where backups are read, for each platform. */
export type BackupSources = Readonly<Record<Platform, BackupSource>>;

const silent: BackupState = { kind: "undetermined", reason: "its platform does not know it" };

/** What is known of the backups of every server of an estate, in the order of its file. */
export async function backupRows(
  { servers }: Estate,
  sources: BackupSources,
  now: Temporal.Instant,
): Promise<readonly BackupRow[]> {
  const platforms = [...new Set(servers.map(({ platform }) => platform))];
  const answers = await Promise.all(
    platforms.map((platform) => {
      const own = servers.filter((server) => server.platform === platform);
      return sources[platform].read(own.map(({ name }) => name));
    }),
  );
  const known = new Map(answers.flatMap((answer) => [...answer]));
  return servers.map(({ name, platform, backup, replica }) => {
    const state = known.get(name) ?? silent;
    const report = backupReport(backup, state, now);
    const { timeZone } = backup.schedule;
    const remarks = [
      ...report.remarks,
      ...untested(backup, { platform, state, now }),
      ...replicated(replica),
    ];
    const about = { server: name, backupClass: backup.name, platform, timeZone, state };
    return { ...about, ...report, remarks };
  });
}

/** What is deleted or encrypted is so on the replica minutes later. */
function replicated(replica: Replica | undefined): readonly string[] {
  return replica === undefined ? [] : [`its replica on ${replica.host} is no backup`];
}

interface Known {
  readonly platform: Platform;
  readonly state: BackupState;
  readonly now: Temporal.Instant;
}

/** A class may ask for tests that nothing makes on a platform: there people have to make them. */
function untested(
  { restoreTest }: BackupClass,
  { platform, state, now }: Known,
): readonly string[] {
  const last = state.kind === "known" ? state.restore?.at : undefined;
  return restoreTest === undefined || testsRestores(platform) || isTested(restoreTest, last, now)
    ? []
    : [`nothing makes the restore test there that its class asks for every ${restoreTest.every}`];
}
