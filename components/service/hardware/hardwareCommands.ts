import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps physical servers, as the build makes it from
 * `components/hardware/program.ts`. A test says when it is out of date.
 */
export const hardwareProgramSha256 =
  "fe920fc63295f3a8ef19968577721a7639da43a591de4543c161d23ec4957f2e";

/** The command that makes a physical machine what its document says. */
export const keepHardware = localProgram(hardwareProgramSha256, "keep");

/** The command that wipes a physical machine and hands it back. */
export const releaseHardware = localProgram(hardwareProgramSha256, "release");
