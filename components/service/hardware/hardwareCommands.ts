import { localProgram } from "../localProgram.js";

/**
 * SHA-256 of the program that keeps physical servers, as the build makes it from
 * `components/hardware/program.ts`. A test says when it is out of date.
 */
export const hardwareProgramSha256 =
  "5567da13beb58b077d1e008d2517665b8529dd6867fc87c670f57040451c1135";

/** The command that makes a physical machine what its document says. */
export const keepHardware = localProgram(hardwareProgramSha256, "keep");

/** The command that wipes a physical machine and hands it back. */
export const releaseHardware = localProgram(hardwareProgramSha256, "release");
