import { messageOf, type Report } from "../report.js";
import type { Session } from "../session.js";
import { readSettings } from "./exception.js";
import { type Complaint, Exceptions } from "./exceptions.js";
import { exceptionRule } from "./rule.js";

/**
 * Takes the exceptions from their configuration, which is done when the first resource of every
 * stack, the stack itself, is seen, and says which of them are not in force.
 */
export function adoptExceptions(session: Session): readonly Report[] {
  const settings = readSettings(session.settings.propertiesOf(exceptionRule.id));
  session.exceptions = new Exceptions(settings, session.rules);
  return session.exceptions.flaws().map((complaint) => reportOn(complaint, "mandatory"));
}

/** The exceptions that cover too much or nothing, once every resource has been judged. */
export function reportUses(exceptions: Exceptions): readonly Report[] {
  return [
    ...exceptions.tooBroad().map((complaint) => reportOn(complaint, "mandatory")),
    ...[...exceptions.outdated(), ...exceptions.unused()].map((complaint) =>
      reportOn(complaint, "advisory"),
    ),
  ];
}

function reportOn({ exception, path, message }: Complaint, level: Report["level"]): Report {
  const about = `exception ${exception.ticket} from ${exception.rule}: ${message}`;
  return {
    rule: exceptionRule,
    message: messageOf(exceptionRule, { verdict: "fail", path, message: about }),
    level,
    urn: "",
  };
}
