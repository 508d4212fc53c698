import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps physical servers, as the build makes it from
 * `components/hardware/program.ts`. A test says when it is out of date.
 */
export const hardwareProgramSha256 =
  "1ae6309a59a83b03a9cbc45d01c36def7bdec26d318f041ea62e53449678614e";

/** The command that makes a physical machine what its document says. */
export const keepHardware = localProgram(hardwareProgramSha256, "keep");

/** The command that wipes a physical machine and hands it back. */
export const releaseHardware = localProgram(hardwareProgramSha256, "release");
