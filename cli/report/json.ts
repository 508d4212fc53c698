import { outcomes, type Report, worstOutcome } from "./model.js";

/** A report as JSON: all that is known, for programs. */
export function jsonOf(report: Report): string {
  const outcome = worstOutcome(report.stacks);
  const whole = { version: 1, outcome, exitCode: outcomes[outcome], ...report };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
