import type { BackupClass, LockPhase } from "../components/service/backup/backupClass.js";
import { lockNow } from "../components/service/backup/lock.js";
import type { Platform } from "../components/service/platform.js";
import type { Estate } from "../stacks/schema/model.js";

/** A backup class that servers on a platform have. */
interface UsedClass {
  readonly backup: BackupClass;
  /** What the lock of its vault may be by now. */
  readonly lock: LockPhase;
  /** Whether one of the servers runs Windows. */
  readonly hasWindows: boolean;
}

/** The backup classes of an estate that have servers on a platform, by name. */
export function backupClassesOn(estate: Estate, platform: Platform): Record<string, UsedClass> {
  const servers = estate.servers.filter((server) => server.platform === platform);
  const names = [...new Set(servers.map(({ backup }) => backup.name))].sort();
  const classes = names.flatMap((name): [string, UsedClass][] => {
    const members = servers.filter(({ backup }) => backup.name === name);
    const [first] = members;
    if (first === undefined) {
      return [];
    }
    const { backup } = first;
    const lock = lockNow(backup.lock, estate.vaultLocks[name], estate.asOf);
    return [[name, { backup, lock, hasWindows: members.some(({ os }) => os === "windows") }]];
  });
  return Object.fromEntries(classes);
}
