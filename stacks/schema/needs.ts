import { z } from "zod";
import { serverName } from "./fields/text.js";

/** Which servers need which. */
export const needs = z
  .record(serverName, z.array(serverName).min(1))
  .describe("The servers that a server needs: when all are lost, those are brought up before it.");
