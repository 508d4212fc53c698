import type { Temporal } from "temporal-polyfill";
import { jobsRole } from "../../components/backup/plannedJobs.js";
import { idempotencyKeyIn } from "../../components/recovery/idempotencyKey.js";
import { type BackupState, backupReport } from "../../components/service/backup/backupReport.js";
import { backedUpPlatforms } from "../../components/service/backup/backupServer.js";
import {
  type PlatformSystem,
  systemBackedUpAs,
} from "../../components/service/backup/platformSystem.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { siteStack } from "../gate/touched.js";
import { connectionTo } from "./backupServer.js";
import { configurationState } from "./configurationSource.js";
import { exportsState } from "./exportsSource.js";
import type { BackupRow } from "./rows.js";
import { type StackSettings, settingsOf } from "./settings.js";
import { type BackupSource, tolerant } from "./source.js";
import { vcenterState } from "./vcenterSource.js";
import { VeeamBackupSource } from "./veeamSource.js";
import type { WatchedJobs } from "./veeamState.js";

/** What is known of the backups of the provider's own systems, in the order of the catalog. */
export async function systemRows(
  catalog: Pick<Catalog, "platformSystems" | "backupServer">,
  folder: string,
  now: Temporal.Instant,
): Promise<readonly BackupRow[]> {
  let asked: Promise<StackSettings> | undefined;
  // Only where they are needed, and then the engine is asked once.
  const settings = () => (asked ??= settingsOf(siteStack, folder));
  const inJobs = await statesInJobs(catalog, settings);
  const rows: BackupRow[] = [];
  for (const system of catalog.platformSystems) {
    const { name, what, backup } = system;
    const state = inJobs.get(name) ?? (await stateOf(system, catalog, settings));
    const { timeZone } = backup.schedule;
    const about = { server: name, backupClass: backup.name, platform: what, timeZone, state };
    rows.push({ ...about, ...backupReport(backup, state, now) });
  }
  return rows;
}

/** What a system itself, or what it leaves behind, tells of its backups. */
async function stateOf(
  { name, backedUp }: PlatformSystem,
  { backupServer }: Pick<Catalog, "backupServer">,
  settings: () => Promise<StackSettings>,
): Promise<BackupState> {
  if (backedUp.by === "exports") {
    return exportsState(backedUp.folder);
  }
  if (backedUp.by === "vcenter") {
    const { address, user, trust, passwordConfig, location } = backedUp;
    return answered(name, address, async () => {
      const password = (await settings()).setting(passwordConfig);
      return vcenterState({ address, user, trust, password }, location);
    });
  }
  if (backedUp.by === "configuration" && backupServer !== undefined) {
    const { repository } = backedUp;
    const { encryptionPassword } = backupServer;
    return answered(name, "the backup server", async () => {
      const connection = connectionTo(backupServer, await settings());
      return configurationState(connection, { repository, encryptionPassword });
    });
  }
  return { kind: "undetermined", reason: "the backup server does not know it" };
}

/** What a system answers, or that it does not. */
async function answered(
  name: string,
  who: string,
  ask: () => Promise<BackupState>,
): Promise<BackupState> {
  const source: BackupSource = { read: async () => new Map([[name, await ask()]]) };
  const states = await tolerant(who, source).read([name]);
  return states.get(name) ?? { kind: "undetermined", reason: "it does not answer" };
}

/** What the backup server knows of systems, by their names in the catalog. */
async function statesInJobs(
  { platformSystems, backupServer }: Pick<Catalog, "platformSystems" | "backupServer">,
  settings: () => Promise<StackSettings>,
): Promise<ReadonlyMap<string, BackupState>> {
  const members = new Map(
    platformSystems.flatMap((system) => {
      const member = memberOf(system);
      return member === undefined ? [] : [[system.name, member] as const];
    }),
  );
  if (backupServer === undefined || members.size === 0) {
    return new Map();
  }
  const source = tolerant(
    "the backup server",
    new VeeamBackupSource(async () => {
      const told = await settings();
      const jobs = watchedSystems(platformSystems, told.project);
      return { connection: connectionTo(backupServer, told), jobs };
    }),
  );
  const states = await source.read([...members.values()]);
  return new Map(
    [...members].flatMap(([name, member]) => {
      const state = states.get(member);
      return state === undefined ? [] : [[name, state] as const];
    }),
  );
}

/** What the backup server calls a system; undefined where it does not back it up. */
function memberOf({ backedUp }: PlatformSystem): string | undefined {
  switch (backedUp.by) {
    case "machine":
      return backedUp.machine;
    case "computer":
      return backedUp.computer;
    default:
      return undefined;
  }
}

/** The jobs that the classes of the provider's own systems have. */
export function watchedSystems(
  systems: readonly PlatformSystem[],
  project: string,
): readonly WatchedJobs[] {
  return backedUpPlatforms.flatMap((as) => {
    const own = systems.filter((system) => systemBackedUpAs(system) === as);
    const classes = new Map(own.map(({ backup }) => [backup.name, backup]));
    return [...classes.values()].map(({ name, copies }) => ({
      key: idempotencyKeyIn(project, siteStack, jobsRole(as), name),
      servers: own.flatMap((system) =>
        system.backup.name === name ? (memberOf(system) ?? []) : [],
      ),
      places: copies.map(({ place }) => place),
    }));
  });
}
