import { z } from "zod";
import { size } from "./fields/size.js";

/** Limits of a memory that moves while its server runs. */
export const dynamicMemory = z
  .strictObject({
    minimum: size.describe("The least memory; at most `memory`, with which the server starts."),
    maximum: size.describe("The most memory; at least `memory`."),
  })
  .describe(
    "On Hyper-V, limits between which the host moves the memory of the running server; static when absent.",
  );
