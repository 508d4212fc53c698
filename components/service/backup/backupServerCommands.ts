import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps jobs on a backup server, as the build makes it from
 * `components/backup/veeam/program.ts`. A test says when it is out of date.
 */
export const backupServerProgramSha256 =
  "0fc1cc4b5beaf720f47fc13626bf20c200acb4c80071da0148491054a6b9f69b";

/** The command that keeps the jobs of a backup class as declared. */
export const keepBackupJobs = localProgram(backupServerProgramSha256, "keep");

/** The command that removes the jobs of a backup class and leaves their backups. */
export const releaseBackupJobs = localProgram(backupServerProgramSha256, "release");
