import { jobsRole } from "../../components/backup/plannedJobs.js";
import { idempotencyKeyIn } from "../../components/recovery/idempotencyKey.js";
import type { Connection } from "../../components/remote/connection.js";
import type { BackupCopy } from "../../components/service/backup/backupClass.js";
import { backedUpAs, backedUpPlatforms } from "../../components/service/backup/backupServer.js";
import type { OperatingSystem } from "../../components/service/operatingSystem.js";
import type { Platform } from "../../components/service/platform.js";
import type { BackupServerOffer, Estate } from "../../stacks/schema/model.js";
import { type StackSettings, settingsOf } from "./settings.js";
import type { VeeamScope } from "./veeamSource.js";
import type { WatchedJobs } from "./veeamState.js";

/**
 * How the backup server is asked about an estate's servers on a platform: the password of its
 * account is a setting of the stack.
 *
 * @param folder of the project
 * @throws Error when the stack does not have the setting
 */
export async function backupServerScope(
  estate: Estate,
  offer: BackupServerOffer,
  platform: Platform,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<VeeamScope> {
  const settings = await settingsOf(estate.stack, folder, environment);
  const jobs = watchedJobs(estate, settings.project, platform);
  return { connection: connectionTo(offer, settings), jobs };
}

/** How the backup server is reached with the settings of a stack. */
export function connectionTo(
  { address, user, trust, passwordConfig }: BackupServerOffer,
  { setting }: StackSettings,
): Connection {
  return { address, user, trust, password: setting(passwordConfig) };
}

/** An estate as far as its jobs go. */
interface WithJobs {
  readonly stack: string;
  readonly servers: readonly {
    readonly name: string;
    readonly platform: Platform;
    readonly os: OperatingSystem;
    readonly formerly?: readonly string[];
    readonly backup: {
      readonly name: string;
      readonly copies: readonly Pick<BackupCopy, "place">[];
    };
  }[];
}

/** The jobs that the classes of an estate's servers on a platform have. */
export function watchedJobs(
  { stack, servers }: WithJobs,
  project: string,
  platform: Platform,
): readonly WatchedJobs[] {
  return backedUpPlatforms.flatMap((as) => {
    const own = servers.filter(
      (server) => server.platform === platform && backedUpAs(server) === as,
    );
    const classes = new Map(own.map(({ backup }) => [backup.name, backup]));
    const renamed = own.flatMap(({ name, formerly }) => (formerly ? [[name, formerly]] : []));
    return [...classes.values()].map(({ name, copies }) => ({
      key: idempotencyKeyIn(project, stack, jobsRole(as), name),
      servers: own.flatMap((server) => (server.backup.name === name ? [server.name] : [])),
      ...(renamed.length > 0 && { formerly: Object.fromEntries(renamed) }),
      places: copies.map(({ place }) => place),
    }));
  });
}
