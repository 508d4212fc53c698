import type { Places } from "../../stacks/schema/places.js";
import type { Problem } from "../../stacks/schema/report/problem.js";
import type { Mistake } from "../report/model.js";

/** Problems of files as mistakes of a report. */
export function mistakesOf(problems: readonly Problem[]): Mistake[] {
  return problems.map(({ file, line, column, path, message, allowed, fix }) => ({
    place: { file, line, column },
    path,
    message: allowed === undefined ? message : `${message}; expected ${allowed}`,
    fix,
  }));
}

/** A stack that has files and was never made. */
export function missingStack(name: string, places: Places): Mistake {
  return {
    place: places([]),
    path: "",
    message: `the stack "${name}" does not exist yet, so there is nothing to compare with`,
    fix: `Whoever may make stacks runs "pulumi stack init ${name}" once, with the secrets provider.`,
  };
}
