import { lockNow, type VaultLock } from "../../../components/service/backup/lock.js";
import type { ResolvedServer } from "../model.js";
import { quote } from "../report/wording.js";
import type { Timing } from "./timing.js";

/** A lock for good that would lock backups of another class too is reported. */
export function checkAzureLock(
  servers: readonly ResolvedServer[],
  leaves: Readonly<Record<string, VaultLock>>,
  { asOf, report }: Timing,
): void {
  const onAzure = servers.filter(({ platform }) => platform === "azure");
  const isLocked = ({ backup }: ResolvedServer) =>
    asOf !== undefined && lockNow(backup.lock, leaves[backup.name], asOf) === "locked";
  const locked = new Set(onAzure.filter(isLocked).map(({ backup }) => backup.name));
  const open = onAzure.find((server) => !isLocked(server));
  for (const name of open === undefined ? [] : locked) {
    report({
      path: ["vaultLocks", name],
      at: "key",
      message: `Azure locks a vault as a whole, and in that of ${quote(name)} lie backups of ${quote(open?.backup.name ?? "")} too, such as those of ${quote(open?.name ?? "")}`,
      allowed: "leave for every class that servers on Azure have, with a day that has come",
      fix: `Lock ${quote(open?.backup.name ?? "")} too, or give its servers the class ${quote(name)}.`,
    });
  }
}
