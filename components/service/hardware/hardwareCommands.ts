import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps physical servers, as the build makes it from
 * `components/hardware/program.ts`. A test says when it is out of date.
 */
export const hardwareProgramSha256 =
  "05fcf3a5aef6cb9fd50bbb75662fa29685c826c2e1919b3e0d7fe4d5e817b1d6";

/** The command that makes a physical machine what its document says. */
export const keepHardware = localProgram(hardwareProgramSha256, "keep");

/** The command that wipes a physical machine and hands it back. */
export const releaseHardware = localProgram(hardwareProgramSha256, "release");
