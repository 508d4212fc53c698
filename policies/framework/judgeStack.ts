import type { AnalyzerResource } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { relate } from "./evaluate.js";
import { reportUses } from "./exceptions/policy.js";
import { Graph, type StackRule } from "./graph.js";
import { type Report, reportOf } from "./report.js";
import type { Session } from "./session.js";
import { settle } from "./settle.js";
import { StackNode } from "./stackNode.js";

/** What is found in a whole stack, and the ids of the rules about nothing that it has. */
export interface StackJudgement {
  readonly reports: readonly Report[];
  readonly notAsked: readonly string[];
}

/** Asks every rule about whole stacks, and settles what has waited for it. */
export function judgeStack(
  resources: readonly AnalyzerResource[],
  session: Session,
): StackJudgement {
  const graph = new Graph(resources.map((resource) => new StackNode(resource, session)));
  const [asked, others] = divided(session, graph);
  const reports = [
    ...asked.flatMap((stackRule) => related(stackRule, graph, session)),
    ...settled(graph, session),
  ];
  return {
    reports: [...reports, ...reportUses(session.exceptions)],
    notAsked: others.map(({ rule }) => rule.id),
  };
}

/** The rules about whole stacks that have something to look at, and the other ones. */
function divided(session: Session, graph: Graph) {
  const has = ({ rule }: StackRule) =>
    session.isAsked(rule) && rule.tokens.some((token) => graph.ofType(token).length > 0);
  const { stackRules } = session.pack;
  return [stackRules.filter(has), stackRules.filter((rule) => !has(rule))] as const;
}

function related(stackRule: StackRule, graph: Graph, session: Session): readonly Report[] {
  return relate(stackRule, graph).map((finding) =>
    reportOf(stackRule.rule, finding, "node" in finding ? finding.node : undefined, session),
  );
}

function settled(graph: Graph, session: Session): readonly Report[] {
  return session.deferred().flatMap(({ rule, urn, findings }) => {
    const node = graph.at(urn);
    const open = node ? [...settle(rule, findings, node, graph)] : findings;
    return open.map((finding) => reportOf(rule, finding, node, session));
  });
}
