import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { InvalidArgumentError } from "commander";
import { isForUser, tellUser } from "../tellUser.js";
import { jsonOf } from "./json.js";
import { junitOf } from "./junit.js";
import { markdownOf } from "./markdown.js";
import { outcomes, type Report, worstOutcome } from "./model.js";
import { sarifOf } from "./sarif.js";

const writers = { markdown: markdownOf, sarif: sarifOf, junit: junitOf, json: jsonOf } as const;

/** A form in which a report can be written. */
export type Format = keyof typeof writers;

/** A report in a form, into a file or to standard output. */
export interface Output {
  readonly format: Format;
  readonly file?: string;
}

/** The form that a user names. */
export function formatNamed(text: string): Format {
  const found = Object.keys(writers).find((name) => name === text);
  if (found === undefined || !isFormat(found)) {
    throw new InvalidArgumentError(`Choose one of ${Object.keys(writers).join(", ")}.`);
  }
  return found;
}

function isFormat(text: string): text is Format {
  return Object.hasOwn(writers, text);
}

/** The output that `sarif=reports/gate.sarif` names, collected from an option that repeats. */
export function outputNamed(text: string, before: readonly Output[] = []): readonly Output[] {
  const at = text.indexOf("=");
  if (at < 0) {
    throw new InvalidArgumentError("Write a form and a file, such as sarif=gate.sarif.");
  }
  return [...before, { format: formatNamed(text.slice(0, at)), file: text.slice(at + 1) }];
}

/** Writes a report in every form that is asked for, and sets the exit code of the process. */
export function writeReport(report: Report, outputs: readonly Output[]): void {
  for (const { format, file } of outputs) {
    const text = writers[format](report);
    if (file === undefined) {
      process.stdout.write(text);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  process.exitCode = outcomes[worstOutcome(report.stacks)];
}

/** Does the work of a command that judges: calling it wrongly is broken input, a defect is ours. */
export async function orBrokenInput(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    tellUser(failure);
    process.exitCode = outcomes[isForUser(failure) ? "broken input" : "broken engine"];
  }
}
