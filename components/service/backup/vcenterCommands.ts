import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps the backups of a vCenter, as the build makes it from
 * `components/backup/vcenter/program.ts`. A test says when it is out of date.
 */
export const vcenterProgramSha256 =
  "7e8d2715f8d1ace29e2db3f710fbbc19f9533aa062543de8846c506c9444999c";

/** The command that keeps the schedule of a vCenter's backups as declared. */
export const keepVcenterBackup = localProgram(vcenterProgramSha256, "keep");

/** The command that removes the schedule and leaves the files that it wrote. */
export const releaseVcenterBackup = localProgram(vcenterProgramSha256, "release");
