import { setTimeout as wait } from "node:timers/promises";
import type { Patience } from "../remote/connection.js";
import { RemoteFailure } from "../remote/failure.js";
import type { BackupServer } from "../service/backup/backupServer.js";
import { restoreDrivers } from "./backupServerRestores.plan.js";
import type { AskedPoint } from "./plannedRestores.js";

/** A preview does not wait for a backup server that restarts. */
const briefly: Patience = { request: 30_000, inAll: 10_000, wait: (time) => wait(time) };

/** What a backup server says of restores before they happen. */
export type Objections =
  /** For each why it cannot happen; undefined where it can. */
  | { readonly state: "told"; readonly why: readonly (string | undefined)[] }
  /** It does not tell, and why. */
  | { readonly state: "unknown"; readonly why: string };

/** Asks a backup server whether machines and files can be restored from restore points. */
export async function restoreObjections(
  asked: readonly AskedPoint[],
  server: BackupServer,
  password: string,
  patience: Patience = briefly,
): Promise<Objections> {
  try {
    const { objections } = restoreDrivers[server.kind];
    return { state: "told", why: await objections(asked, server, password, patience) };
  } catch (failure) {
    if (failure instanceof RemoteFailure) {
      return { state: "unknown", why: failure.message };
    }
    throw failure;
  }
}
