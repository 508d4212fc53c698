import { kept } from "../compile/rendering.js";
import { compileVeeamJobs } from "../compile/veeamJobs.js";
import { type BackedUpMachine, jobName, type PlannedJobs } from "../plannedJobs.js";

/**
 * What the program for Veeam is told.
 *
 * @throws RangeError when Veeam cannot keep the class; the schema of estates refuses it
 */
export function veeamDocument(
  { estate, customer, key, backup, server }: PlannedJobs,
  machines: readonly BackedUpMachine[],
  password: string,
) {
  const { address, user, trust, timeZone, vcenter, repository, encryptionPassword } = server;
  const jobs = kept(compileVeeamJobs(backup, timeZone));
  return {
    version: 1,
    server: { address, user, password, trust, timeZone },
    key,
    description: `Backup class ${backup.name} of ${customer}, kept by co-managed hosting as code: changes here are lost.`,
    machines: machines.map(({ name, objectId }) => ({ hostName: vcenter, name, objectId })),
    encryptionPassword,
    ...(backup.lock !== "planned" && { immutableDays: backup.keep.days }),
    backup: { name: jobName(estate, backup.name), repository, body: jobs.backup },
    copies: backup.copies.map(({ place }) => ({
      place,
      name: jobName(estate, backup.name, place),
      repository: server.backupCopies[place] ?? "",
      body: jobs.copies[place],
    })),
  };
}
