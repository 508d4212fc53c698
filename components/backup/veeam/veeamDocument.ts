import type { BackupServer } from "../../service/backup/backupServer.js";
import { kept } from "../compile/rendering.js";
import { compileVeeamJobs } from "../compile/veeamJobs.js";
import { type BackedUpMachine, jobName, type PlannedJobs } from "../plannedJobs.js";

/** What Veeam calls the platforms. */
export const platformNames = {
  vsphere: "VSphere",
  hyperv: "HyperV",
  "physical-linux": "LinuxAgent",
  "physical-windows": "WindowsAgent",
} as const;

/** How the program reaches the backup server. */
export function accessTo({ address, user, trust, timeZone }: BackupServer, password: string) {
  return { address, user, password, trust, timeZone };
}

/**
 * What the program for Veeam is told.
 *
 * @throws RangeError when Veeam cannot keep the class; the schema of estates refuses it
 */
export function veeamDocument(
  planned: PlannedJobs,
  machines: readonly BackedUpMachine[],
  password: string,
) {
  const { customer, key, platform, backup, server } = planned;
  const { timeZone, repository, encryptionPassword } = server;
  const jobs = kept(compileVeeamJobs(backup, timeZone, platform));
  return {
    version: 1,
    server: accessTo(server, password),
    key,
    description: `Backup class ${backup.name} of ${customer}, kept by co-managed hosting as code: changes here are lost.`,
    platform: platformNames[platform],
    machines: machines.map(({ host, ...machine }) => ({ hostName: host, ...machine })),
    encryptionPassword,
    ...(backup.lock !== "planned" && { immutableDays: backup.keep.days }),
    backup: { name: jobName(planned), repository, body: jobs.backup },
    copies: backup.copies.map(({ place }) => ({
      place,
      name: jobName(planned, place),
      repository: server.backupCopies[place] ?? "",
      body: jobs.copies[place],
    })),
  };
}
