import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps jobs on a backup server, as the build makes it from
 * `components/backup/veeam/program.ts`. A test says when it is out of date.
 */
export const backupServerProgramSha256 =
  "2628a47b4167c719576bceaefd8c42872911368ac2d64f1c678f2b70df2121c6";

/** The command that keeps the jobs of a backup class as declared. */
export const keepBackupJobs = localProgram(backupServerProgramSha256, "keep");

/** The command that removes the jobs of a backup class and leaves their backups. */
export const releaseBackupJobs = localProgram(backupServerProgramSha256, "release");
