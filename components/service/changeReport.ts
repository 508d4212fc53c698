import { z } from "zod";
import { levels } from "./blastRadius/level.js";
import type { ServerChange } from "./blastRadius/report.js";
import type { Loss } from "./register.js";

/** What a preview has found out about an estate's servers, for programs to read. */
export interface ChangeReport {
  /** Every server of which a resource is updated, in the order of the estate's file. */
  readonly servers: readonly ServerChange[];
  /** What would be lost without a confirmation; the preview was refused for it. */
  readonly losses: readonly Loss[];
}

/** Names the file into which a preview writes its change report as JSON, when it is set. */
export const changeReportVariable = "COMANAGED_CHANGE_REPORT";

const reason = z.object({ path: z.string(), level: z.enum(levels), why: z.string() });

const blastRadius = z.object({
  level: z.enum(levels),
  reasons: z.array(reason),
  refusals: z.array(reason),
  customerTasks: z.array(z.string()),
  keepsRunning: z.boolean().optional(),
});

const changeReport = z.object({
  servers: z.array(z.object({ server: z.string(), parts: z.array(blastRadius) })),
  losses: z.array(z.object({ path: z.string(), message: z.string() })),
});

/**
 * Reads a change report.
 *
 * @throws Error when the text is not one
 */
export function readChangeReport(json: string): ChangeReport {
  return changeReport.parse(JSON.parse(json));
}
