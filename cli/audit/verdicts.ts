import { evaluate, relate } from "../../policies/framework/evaluate.js";
import {
  type ExceptionSettings,
  namedBriefly,
} from "../../policies/framework/exceptions/exception.js";
import { Exceptions } from "../../policies/framework/exceptions/exceptions.js";
import {
  type ExceptionFinding,
  flawsIn,
  usesOf,
} from "../../policies/framework/exceptions/policy.js";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import { Field } from "../../policies/framework/field.js";
import { Graph, type Node } from "../../policies/framework/graph.js";
import { levelOf } from "../../policies/framework/report.js";
import type { Finding, RuleFacts } from "../../policies/framework/rule.js";
import { plainToken } from "../../policies/framework/token.js";
import { pack } from "../../policies/packs/all.pack.js";
import { rules } from "../gate/verdicts.js";
import type { PackSettings } from "../policyConfig/command.js";
import type { Verdict } from "../report/model.js";
import type { State, StateResource } from "./state.js";

/** What rules say about a state. */
export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** Ids of the rules that found something to judge and nothing to say. */
  readonly passed: readonly string[];
}

/**
 * What all rules say about a state: what was asked for and what the platform told of it are both
 * judged, because a refresh brings drift into the one and not into the other. A value that nobody
 * can read, because it is a secret, is not evaluated. Exceptions let findings pass as they do in a
 * preview.
 *
 * @param configured what rules are told besides; nothing by default
 */
export function judgeState(
  { resources }: State,
  settings: ExceptionSettings,
  configured: PackSettings = {},
): Judgement {
  const exceptions = new Exceptions(settings, rules);
  const alive = resources.filter((one) => !one.delete);
  const asked = alive.map((one) => nodeOf(one, one.inputs));
  const told = alive.filter(({ custom }) => custom).map((one) => nodeOf(one, one.outputs));
  const graph = new Graph(alive.map((one) => nodeOf(one, one.custom ? one.outputs : one.inputs)));
  const verdicts = [
    ...pack.rules.flatMap((rule) =>
      [...asked, ...told]
        .filter(({ type }) => rule.tokens.includes(type))
        .flatMap((node) =>
          evaluate(rule, node, new Field(configured[rule.id] ?? {})).map((found) =>
            verdictOf(rule, found, node, exceptions),
          ),
        ),
    ),
    ...pack.stackRules.flatMap((stackRule) =>
      relate(stackRule, graph).map((found) =>
        verdictOf(stackRule.rule, found, "node" in found ? found.node : undefined, exceptions),
      ),
    ),
  ];
  const onExceptions = [...flawsIn(exceptions), ...usesOf(exceptions)].map(exceptionVerdict);
  return { verdicts: [...verdicts, ...onExceptions], passed: passedOf(asked, verdicts) };
}

function passedOf(nodes: readonly Node[], verdicts: readonly Verdict[]): string[] {
  const types = new Set(nodes.map(({ type }) => type));
  const spoken = new Set(verdicts.map(({ rule }) => rule));
  const asked = [...pack.rules, ...pack.stackRules.map(({ rule }) => rule)]
    .filter(({ id, tokens }) => !spoken.has(id) && tokens.some((token) => types.has(token)))
    .map(({ id }) => id);
  return [...new Set(asked)].sort();
}

function exceptionVerdict({ path, message, level }: ExceptionFinding): Verdict {
  const { id, ...facts } = exceptionRule;
  const stops = level === "mandatory";
  return { ...facts, rule: id, verdict: "fail", path, message, stops, urn: "" };
}

function verdictOf(
  rule: RuleFacts,
  finding: Finding,
  node: Node | undefined,
  exceptions: Exceptions,
): Verdict {
  const { id, title, severity, fix, advisesOn = [] } = rule;
  const advises = levelOf(rule) === "advisory" || advisesOn.includes(node?.type ?? "");
  const isKnown = finding.verdict === "fail";
  const { urn = "", aliases = [] } = node ?? {};
  const facts = { rule: id, title, severity, fix, path: finding.path, urn };
  const message = isKnown ? finding.message : "the value is a secret, which no audit reads";
  const exception = exceptions.use(id, { urn, aliases });
  if (exception !== undefined) {
    return {
      ...facts,
      message,
      verdict: "excepted",
      exception: namedBriefly(exception),
      stops: false,
    };
  }
  return { ...facts, message, verdict: isKnown ? "fail" : "not evaluated", stops: !advises };
}

function nodeOf(resource: StateResource, shape: StateResource["inputs"]): Node {
  const { urn, type, id, outputs, aliases, propertyDependencies } = resource;
  return {
    urn,
    type: plainToken(type),
    name: urn.slice(urn.lastIndexOf("::") + 2),
    aliases: aliases ?? [],
    inputs: new Field(shape ?? {}),
    outputs: new Field({ ...outputs, ...(id !== undefined && { id }) }),
    origins: (property) => propertyDependencies?.[property] ?? [],
  };
}
