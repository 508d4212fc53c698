import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps the backups of a vCenter, as the build makes it from
 * `components/backup/vcenter/program.ts`. A test says when it is out of date.
 */
export const vcenterProgramSha256 =
  "ac9708a5430ee5eec183d233b8f528670362aa9128d7ec5d8a627182b317aa73";

/** The command that keeps the schedule of a vCenter's backups as declared. */
export const keepVcenterBackup = localProgram(vcenterProgramSha256, "keep");

/** The command that removes the schedule and leaves the files that it wrote. */
export const releaseVcenterBackup = localProgram(vcenterProgramSha256, "release");
