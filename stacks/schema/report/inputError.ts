import type { Problem } from "./problem.js";

/** All mistakes of one or more files. The message is the whole report, ready to print. */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(reportOf(problems));
    this.problems = problems;
  }
}

function reportOf(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map((problem) => problem.file))].join(" and ");
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return [`${count} in ${files}`, ...problems.map(entryOf)].join("\n");
}

function entryOf(problem: Problem): string {
  const { file, line, column, path, message, allowed, fix } = problem;
  const what = path === "" ? message : `${path}: ${message}`;
  const remedy = allowed === undefined ? fix : `expected ${allowed}. ${fix}`;
  return `${file}:${line}:${column}  ${what}\n    ${remedy}`;
}
