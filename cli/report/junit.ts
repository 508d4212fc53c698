import { create } from "xmlbuilder2";
import { isFinding, type Report, type StackReport } from "./model.js";

/** One test of a report: passed when it has neither a failure nor an error. */
interface Case {
  readonly name: string;
  readonly failure?: string;
  /** Why it could not be judged, which is not a pass. */
  readonly error?: string;
}

/**
 * A report as JUnit XML: a suite for each stack, a test for each rule that passed and for each
 * finding. There is no clock in it, so suites carry the planning date and no time.
 */
export function junitOf({ command, stacks }: Report): string {
  // The replacement is for characters that XML does not have, such as most control characters.
  const root = create({ encoding: "UTF-8", invalidCharReplacement: "\uFFFD" }).ele("testsuites");
  for (const [id, stack] of stacks.entries()) {
    const cases = casesOf(stack);
    const suite = root.ele("testsuite", {
      ...{ package: `comanaged.${command}`, id, name: stack.stack, hostname: "localhost" },
      ...{ timestamp: `${stack.asOf ?? "1970-01-01"}T00:00:00`, time: 0, tests: cases.length },
      failures: cases.filter(({ failure }) => failure !== undefined).length,
      errors: cases.filter(({ error }) => error !== undefined).length,
    });
    suite.ele("properties").ele("property", { name: "outcome", value: stack.outcome });
    for (const { name, failure, error } of cases) {
      const classname = `comanaged.${command}.${stack.stack}`;
      const one = suite.ele("testcase", { name, classname, time: 0 });
      if (failure !== undefined) {
        one.ele("failure", { type: "finding", message: failure }).txt(failure);
      } else if (error !== undefined) {
        one.ele("error", { type: "not evaluated", message: error }).txt(error);
      }
    }
    suite.ele("system-out").txt(adviceOf(stack));
    suite.ele("system-err");
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

function casesOf(stack: StackReport): Case[] {
  const { mistakes, refusals, verdicts, passed, notEvaluated, failure } = stack;
  return [
    ...mistakes.map(({ place, path, message, fix }) => ({
      name: `${place.file}:${place.line} ${path}`.trim(),
      failure: `${message}. ${fix}`,
    })),
    ...refusals.map(({ path, message }) => ({ name: path || "the change", failure: message })),
    ...verdicts.filter(isFinding).map(({ rule, urn, path, message, fix }) => ({
      name: `${rule} ${urn} ${path}`.trim(),
      failure: `${message}. To fix: ${fix}`,
    })),
    ...(failure === undefined ? [] : [{ name: "the engine", error: failure }]),
    ...notEvaluated.map((error, index) => ({ name: `not judged ${index + 1}`, error })),
    ...verdicts
      .filter(({ verdict }) => verdict === "not evaluated")
      .map(({ rule, urn, message }) => ({ name: `${rule} ${urn}`.trim(), error: message })),
    ...passed.map((rule) => ({ name: rule })),
  ];
}

function adviceOf({ verdicts }: StackReport): string {
  return verdicts
    .filter((one) => !isFinding(one) && one.verdict !== "not evaluated")
    .map(({ rule, urn, message, exception }) => {
      const excepted = exception === undefined ? "" : ` (excepted by ${exception})`;
      return `${rule} ${urn}: ${message}${excepted}`;
    })
    .join("\n");
}
