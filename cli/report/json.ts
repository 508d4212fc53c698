import { outcomes, type Report, worstOutcome } from "./model.js";

/** A report as JSON: all that is known, for programs. */
export function jsonOf(report: Report): string {
  const outcome = worstOutcome(report.stacks);
  const { command, stacks } = report;
  const whole = { version: 1, command, outcome, exitCode: outcomes[outcome], stacks };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
