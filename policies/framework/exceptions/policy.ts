import type { ReportViolation, ResourceValidation, ResourceValidationPolicy } from "@pulumi/policy";
import { Field } from "../field.js";
import { messageOf } from "../report.js";
import type { Session } from "../session.js";
import { readSettings, settingsSchema } from "./exception.js";
import { type Complaint, Exceptions } from "./exceptions.js";
import { exceptionRule } from "./rule.js";

/**
 * Takes the exceptions from its configuration when the first resource of every stack, the stack
 * itself, is seen, and says which of them are not in force.
 */
export function exceptionPolicy(session: Session): ResourceValidationPolicy {
  return {
    name: exceptionRule.id,
    displayName: exceptionRule.title,
    description: `${exceptionRule.title}.`,
    severity: exceptionRule.severity,
    remediationSteps: exceptionRule.fix,
    configSchema: settingsSchema,
    validateResource: Object.assign(validation(session), { __pulumiType: "pulumi:pulumi:Stack" }),
  };
}

function validation(session: Session): ResourceValidation {
  return (args, report) => {
    const settings = readSettings(new Field(args.getConfig()));
    session.exceptions = new Exceptions(settings, session.rules);
    for (const complaint of session.exceptions.flaws()) {
      tell(complaint, "mandatory", report);
    }
  };
}

/** Reports exceptions that cover too much or nothing, once every resource has been judged. */
export function reportUses(exceptions: Exceptions, report: ReportViolation): void {
  for (const complaint of exceptions.tooBroad()) {
    tell(complaint, "mandatory", report);
  }
  for (const complaint of [...exceptions.outdated(), ...exceptions.unused()]) {
    tell(complaint, "advisory", report);
  }
}

function tell(
  { exception, path, message }: Complaint,
  enforcementLevel: "advisory" | "mandatory",
  report: ReportViolation,
): void {
  const about = `exception ${exception.ticket} from ${exception.rule}: ${message}`;
  Reflect.apply(report, undefined, [
    {
      name: exceptionRule.id,
      severity: exceptionRule.severity,
      enforcementLevel,
      message: messageOf(exceptionRule, { verdict: "fail", path, message: about }),
    },
  ]);
}
