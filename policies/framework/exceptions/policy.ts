import { messageOf, type Report } from "../report.js";
import type { Session } from "../session.js";
import { readSettings } from "./exception.js";
import { type Complaint, Exceptions } from "./exceptions.js";
import { exceptionRule } from "./rule.js";

/** Something wrong with an exception, in words for reports. */
export interface ExceptionFinding {
  readonly path: string;
  readonly message: string;
  readonly level: Report["level"];
}

/** What keeps exceptions from being in force. */
export function flawsIn(exceptions: Exceptions): readonly ExceptionFinding[] {
  return exceptions.flaws().map(weighed("mandatory"));
}

/** The exceptions that cover too much or nothing, once every resource has been judged. */
export function usesOf(exceptions: Exceptions): readonly ExceptionFinding[] {
  return [
    ...exceptions.tooBroad().map(weighed("mandatory")),
    ...[...exceptions.outdated(), ...exceptions.unused()].map(weighed("advisory")),
  ];
}

/**
 * Takes the exceptions from their configuration, which is done when the first resource of every
 * stack, the stack itself, is seen, and says which of them are not in force.
 */
export function adoptExceptions(session: Session): readonly Report[] {
  const settings = readSettings(session.settings.propertiesOf(exceptionRule.id));
  session.exceptions = new Exceptions(settings, session.rules);
  return flawsIn(session.exceptions).map(reportOn);
}

/** Reports the exceptions that cover too much or nothing. */
export function reportUses(exceptions: Exceptions): readonly Report[] {
  return usesOf(exceptions).map(reportOn);
}

function weighed(level: Report["level"]): (complaint: Complaint) => ExceptionFinding {
  return ({ exception, path, message }) => ({
    ...{ path, level },
    message: `exception ${exception.ticket} from ${exception.rule}: ${message}`,
  });
}

function reportOn({ path, message, level }: ExceptionFinding): Report {
  return {
    rule: exceptionRule,
    message: messageOf(exceptionRule, { verdict: "fail", path, message }),
    level,
    urn: "",
  };
}
