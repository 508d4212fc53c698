import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import type { RuleFacts } from "../../policies/framework/rule.js";
import { parseVerdict } from "../../policies/framework/verdictLine.js";
import { pack } from "../../policies/packs/all.pack.js";
import type { Places } from "../../stacks/schema/places.js";
import type { Verdict } from "../report/model.js";
import { withoutColors } from "../stack/run.js";
import type { PolicyEvent } from "./observe.js";
import type { ServerOf } from "./servers.js";

const facts = [...pack.stackRules.map(({ rule }) => rule), ...pack.rules];

/** Every rule by its id. */
export const rules: ReadonlyMap<string, RuleFacts> = new Map(facts.map((rule) => [rule.id, rule]));

/** What holds where the rule passes; its id for a policy of somebody else's pack. */
function titleOf(rule: string): string {
  return rule === exceptionRule.id ? exceptionRule.title : (rules.get(rule)?.title ?? rule);
}

/** The verdicts in the events of a preview, the gravest first. */
export function verdictsOf(
  events: readonly PolicyEvent[],
  serverOf: ServerOf,
  places: Places,
): Verdict[] {
  const found = events.map((event) => located(verdictOf(event), serverOf, places));
  return inOrder(found);
}

function verdictOf({ message, policyName, enforcementLevel, resourceUrn }: PolicyEvent) {
  const text = withoutColors(message).trim();
  const parsed = parseVerdict(message) ?? {
    rule: policyName,
    verdict: "fail" as const,
    severity: rules.get(policyName)?.severity ?? ("medium" as const),
    path: "",
    message: text,
    fix: rules.get(policyName)?.fix ?? "",
  };
  const stops = enforcementLevel === "mandatory";
  return { ...parsed, title: titleOf(parsed.rule), stops, urn: resourceUrn };
}

/** A verdict with the server that it is about, and its line in the estate or that of the exception. */
export function located(verdict: Verdict, serverOf: ServerOf, places: Places): Verdict {
  if (verdict.rule === exceptionRule.id) {
    const [, index] = /^exceptions\[(\d+)\]$/.exec(verdict.path) ?? [];
    return { ...verdict, place: places(index === undefined ? [] : ["exceptions", index]) };
  }
  const server = serverOf(verdict.urn);
  return server === undefined
    ? { ...verdict, place: places([]) }
    : { ...verdict, server, place: places(["servers", server]) };
}

const gravity = ["critical", "high", "medium", "low"];

/** Verdicts in one order, whatever the order in which they were found; each of them once. */
export function inOrder(verdicts: readonly Verdict[]): Verdict[] {
  const key = (one: Verdict) =>
    [one.stops ? 0 : 1, gravity.indexOf(one.severity), one.rule, one.urn, one.path, one.message]
      .map(String)
      .join("\0");
  const byKey = new Map(verdicts.map((verdict) => [key(verdict), verdict]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, verdict]) => verdict);
}
