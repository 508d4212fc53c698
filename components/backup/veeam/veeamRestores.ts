import type { BackupServer } from "../../service/backup/backupServer.js";
import type { PlannedRestore } from "../plannedRestores.js";
import { accessTo, platformNames } from "./veeamDocument.js";

/** What the program is told to ask for the time. */
export function veeamClock(server: BackupServer, password: string) {
  return { version: 1, kind: "clock", server: accessTo(server, password) };
}

/** What the program is told of a machine that is to become what it was. */
export function veeamInPlace(restore: PlannedRestore, password: string) {
  const { estate, machine, platform, hostName, point, reason, server, begun } = restore;
  return {
    ...{ version: 1, kind: "inPlace", server: accessTo(server, password) },
    ...{ platform: platformNames[platform], hostName, machine, point, begun },
    reason: `${reason} (${machine} of ${estate}, by co-managed hosting as code)`,
  };
}
