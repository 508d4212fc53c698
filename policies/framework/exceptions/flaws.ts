import type { RuleFacts } from "../rule.js";
import type { Exception, ExceptionSettings } from "./exception.js";

/** For how many days from the planning date a rule may be excepted, by its severity. */
export const longestDays: Readonly<Record<RuleFacts["severity"], number>> = {
  critical: 30,
  high: 90,
  medium: 180,
  low: 365,
};

/** The most resources that one exception may cover. */
export const mostResources = 10;

/** The fewest characters of a name besides `*`. */
const fewestLetters = 4;

const dateForm = /^\d{4}-\d\d-\d\d$/;

/** Everything that keeps an exception of `rule` from being in force. */
export function flawsOf(
  exception: Exception,
  rule: RuleFacts,
  settings: ExceptionSettings,
): readonly string[] {
  const { asOf } = settings;
  const last = latest(asOf, longestDays[rule.severity]);
  const { until } = exception;
  const checks: readonly (readonly [boolean, string])[] = [
    [rule.isAbsolute === true, `${rule.id} knows no exception`],
    [!dateForm.test(asOf), "no planning date is given, so nobody can say whether it is in force"],
    [!dateForm.test(until), "it does not say until which day it is in force"],
    [until < asOf, `it expired on ${until}`],
    [until > last, `a rule of severity ${rule.severity} is excepted until ${last} at the longest`],
    [!isApproved(exception, settings), "nobody on the list of approvers has approved it"],
    [isSame(exception.approver, exception.owner), "its owner has approved it"],
    [exception.unapproved !== undefined, `it is unapproved: ${exception.unapproved}`],
    [isTooBroad(exception.resource), `it is too broad: name ${fewestLetters} characters or more`],
    [isIncomplete(exception), "it lacks a reason, an owner or a ticket"],
  ];
  return checks.flatMap(([isFlawed, flaw]) => (isFlawed ? [flaw] : []));
}

function latest(asOf: string, days: number): string {
  const last = new Date(Date.parse(asOf) + days * 24 * 60 * 60 * 1000);
  return Number.isNaN(last.getTime()) ? "" : last.toISOString().slice(0, 10);
}

function isApproved({ approver }: Exception, { approvers }: ExceptionSettings): boolean {
  return approver !== "" && approvers.some((name) => isSame(name, approver));
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function isTooBroad(resource: string): boolean {
  return resource.replaceAll("*", "").length < fewestLetters;
}

function isIncomplete({ reason, owner, ticket }: Exception): boolean {
  return [reason, owner, ticket].includes("");
}
