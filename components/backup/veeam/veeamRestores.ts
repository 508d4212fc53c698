import type { Patience } from "../../remote/connection.js";
import type { BackupServer } from "../../service/backup/backupServer.js";
import {
  type AskedPoint,
  type MountStep,
  type PlannedFiles,
  type PlannedMount,
  type PlannedRestore,
  type PlannedShownDisk,
  type PlannedWrite,
  restoredName,
  roomBelow,
  type ShownDiskStep,
} from "../plannedRestores.js";
import { whyNot } from "./restore/point.js";
import { Session } from "./session.js";
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
    reason: reasonFor(reason, machine, estate),
  };
}

/** What the program is told of files that are to be as they were. */
export function veeamFiles(restore: PlannedFiles, password: string) {
  const { estate, machine, platform, point, reason, server, begun, os, files, to } = restore;
  const { linuxCredentials: credentials } = server;
  return {
    ...{ version: 1, kind: "files", server: accessTo(server, password) },
    ...{ platform: platformNames[platform], machine, point, begun, files },
    system: os === "windows" ? "Windows" : "Linux",
    restoreType: to === "original" ? "Overwrite" : "Keep",
    ...(os === "linux" && credentials !== undefined && { credentials }),
    reason: `${reason} (files of ${machine} of ${estate}, by co-managed hosting as code)`,
  };
}

/** Why each machine cannot be brought back from its restore point; undefined where it can. */
export async function veeamObjections(
  asked: readonly AskedPoint[],
  server: BackupServer,
  password: string,
  patience: Patience,
): Promise<(string | undefined)[]> {
  const session = new Session(accessTo(server, password), patience);
  const found: (string | undefined)[] = [];
  try {
    for (const { platform, ...one } of asked) {
      found.push(await whyNot(session, { ...one, platform: platformNames[platform] }));
    }
    return found;
  } finally {
    await session.end();
  }
}

/** What the program is told of a backup that is to show as a machine. */
export function veeamMount(step: MountStep, mount: PlannedMount, password: string) {
  const { estate, machine, born, hostName, point, reason, server } = mount;
  const { host, folder, resourcePool } = mount;
  return {
    ...{ version: 1, kind: step, server: accessTo(server, password) },
    ...{ platform: platformNames.vsphere, hostName, machine, point, host, folder, resourcePool },
    shownAs: restoredName(mount),
    reason: reasonFor(reason, born, estate),
  };
}

/** What the program is told of a backup that is to be written as a machine of its own. */
export function veeamWrite(restore: PlannedWrite, password: string) {
  const { estate, machine, born, hostName, point, reason, server, begun } = restore;
  const disks = restore.disks.map(({ label, sizeGiB, folder }) => ({
    ...{ label, sizeGiB, folder: `${roomBelow(folder, restore)}\\${label}` },
  }));
  const [first] = restore.disks;
  return {
    ...{ version: 1, kind: "written", server: accessTo(server, password) },
    ...{ platform: platformNames.hyperv, hostName, machine, point, begun, disks },
    ...{ writtenAs: restoredName(restore), folder: roomBelow(first?.folder ?? "", restore) },
    ...{ adopted: restore.adopted, reason: reasonFor(reason, born, estate) },
  };
}

/** What the program is told of a disk that is to show in its machine. */
export function veeamShownDisk(step: ShownDiskStep, disk: PlannedShownDisk, password: string) {
  const { machine, platform, point, server, os, address: target, file } = disk;
  const { linuxCredentials, windowsCredentials } = server;
  const isWindows = os === "windows";
  return {
    ...{ version: 1, kind: step === "held" ? "disksHeld" : "disksShown" },
    ...{ server: accessTo(server, password), platform: platformNames[platform] },
    ...{ machine, point, target, system: isWindows ? "Windows" : "Linux" },
    credentials: (isWindows ? windowsCredentials : linuxCredentials) ?? "",
    ...(file !== undefined && { file }),
  };
}

function reasonFor(reason: string, machine: string, estate: string): string {
  return `${reason} (${machine} of ${estate}, by co-managed hosting as code)`;
}
