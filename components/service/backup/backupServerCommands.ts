import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps jobs on a backup server, as the build makes it from
 * `components/backup/veeam/program.ts`. A test says when it is out of date.
 */
export const backupServerProgramSha256 =
  "8700ed68295e9dff474b18a6b4a5cecafa796d0715da8950d556066f2b67636e";

/** The command that keeps the jobs of a backup class as declared. */
export const keepBackupJobs = localProgram(backupServerProgramSha256, "keep");

/** The command that removes the jobs of a backup class and leaves their backups. */
export const releaseBackupJobs = localProgram(backupServerProgramSha256, "release");
