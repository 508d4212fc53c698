import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps physical servers, as the build makes it from
 * `components/hardware/program.ts`. A test says when it is out of date.
 */
export const hardwareProgramSha256 =
  "0cf005b2897404d9d57029984c76a75b33a3d0a09f6d16a344523e382d5ce8f9";

/** The command that makes a physical machine what its document says. */
export const keepHardware = localProgram(hardwareProgramSha256, "keep");

/** The command that wipes a physical machine and hands it back. */
export const releaseHardware = localProgram(hardwareProgramSha256, "release");
