import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps jobs on a backup server, as the build makes it from
 * `components/backup/veeam/program.ts`. A test says when it is out of date.
 */
export const backupServerProgramSha256 =
  "51125b7da2f75ca5ea7dac2e3cac49169618552d50c6f1d94f78d0db289db596";

/** The command that keeps the jobs of a backup class as declared. */
export const keepBackupJobs = localProgram(backupServerProgramSha256, "keep");

/** The command that removes the jobs of a backup class and leaves their backups. */
export const releaseBackupJobs = localProgram(backupServerProgramSha256, "release");
