import { namedBriefly } from "./exceptions/exception.js";
import type { Exceptions, Subject } from "./exceptions/exceptions.js";
import type { Finding, RuleFacts } from "./rule.js";
import type { Session } from "./session.js";
import { renderVerdict } from "./verdictLine.js";

/** A finding as the engine is told. */
export interface Statement {
  readonly message: string;
  /** Whether it stops nothing, whatever the level of the rule is. */
  readonly isAdvisory: boolean;
}

/** What the engine is told of a rule. */
export interface Report {
  readonly rule: Pick<RuleFacts, "id" | "title" | "severity">;
  readonly message: string;
  readonly level: "advisory" | "mandatory";
  /** Of the resource that it is about; empty for the one in question, or for the whole stack. */
  readonly urn: string;
}

/** The finding at the level that is configured, about a resource or about the whole stack. */
export function reportOf(
  rule: RuleFacts,
  finding: Finding,
  subject: (Subject & { readonly type: string }) | undefined,
  { settings, exceptions }: Session,
): Report {
  const { type = "", urn = "", aliases = [] } = subject ?? {};
  const { message, isAdvisory } = statementOf(rule, finding, { type, urn, aliases }, exceptions);
  const configured = settings.levelOf(rule.id) ?? levelOf(rule);
  const advises = isAdvisory || configured === "advisory";
  return { rule, message, level: advises ? "advisory" : "mandatory", urn };
}

/** What the engine is told of a finding about a resource of the type. */
export function statementOf(
  rule: RuleFacts,
  finding: Finding,
  { type, ...subject }: Subject & { readonly type: string },
  exceptions: Exceptions,
): Statement {
  const exception = exceptions.use(rule.id, subject);
  const verdict = exception
    ? ({ verdict: "excepted", exception: namedBriefly(exception) } as const)
    : { verdict: finding.verdict };
  const isUnsure = finding.verdict === "undetermined";
  return {
    message: messageOf(rule, { ...finding, ...verdict }),
    isAdvisory:
      exception !== undefined ||
      (isUnsure && warns(rule)) ||
      (!onlyAdvises(rule) && rule.advisesOn?.includes(type) === true),
  };
}

/** The title of the rule, which the SDK puts above every finding, and the verdict in a line. */
export function messageOf(
  { id, title, severity, fix }: Pick<RuleFacts, "id" | "title" | "severity" | "fix">,
  verdict: Pick<Parameters<typeof renderVerdict>[0], "verdict" | "path" | "message" | "exception">,
): string {
  return `${title}.\n${renderVerdict({ rule: id, severity, fix, ...verdict })}`;
}

/** The level of the rule where nobody has configured another one. */
export function levelOf(rule: RuleFacts): "advisory" | "mandatory" {
  return onlyAdvises(rule) ? "advisory" : "mandatory";
}

/** Whether the rule advises on whatever it applies to. */
function onlyAdvises({ tokens, advisesOn = [] }: RuleFacts): boolean {
  return tokens.every((token) => advisesOn.includes(token));
}

/** Whether the rule waits for the whole stack before it judges unknown values. */
export function defers({ onUnknown }: RuleFacts): boolean {
  return onUnknown === "defer" || onUnknown === "deferOrWarn";
}

function warns({ onUnknown }: RuleFacts): boolean {
  return onUnknown === "warn" || onUnknown === "deferOrWarn";
}
