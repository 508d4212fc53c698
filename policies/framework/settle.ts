import { evaluate } from "./evaluate.js";
import type { Graph, Node } from "./graph.js";
import type { Finding, Origin, Rule } from "./rule.js";

/**
 * What stays of findings about unknown values once it is known where the values come from. A
 * value is proved when every resource that it can come from is an origin that the rule accepts
 * and that keeps the rules for it.
 */
export function* settle(
  { origins = [] }: Rule,
  findings: readonly Finding[],
  node: Node,
  graph: Graph,
): Iterable<Finding> {
  for (const finding of findings) {
    const accepted = origins.filter(({ value }) => `.${finding.path}`.endsWith(`.${value}`));
    const sources = graph.originsOf(node, finding);
    const doubtful = doubtfulOnes(sources, accepted, graph);
    if (sources.length === 0) {
      yield finding;
    } else if (doubtful.length > 0) {
      const names = doubtful.map(({ name }) => name).join(", ");
      yield { ...finding, message: `${finding.message} (it comes from ${names})` };
    }
  }
}

/** The sources that prove nothing, besides those that only have a part in what others prove. */
function doubtfulOnes(
  sources: readonly Node[],
  accepted: readonly Origin[],
  graph: Graph,
): readonly Node[] {
  const proved = sources.filter((source) => isProved(source, accepted, graph));
  const proving = accepted.filter(({ from }) => proved.some(({ type }) => type === from));
  const besides = proving.flatMap((origin) => origin.besides ?? []);
  return sources.filter((source) => !proved.includes(source) && !besides.includes(source.type));
}

function isProved(source: Node, accepted: readonly Origin[], graph: Graph): boolean {
  const fitting = accepted.filter(({ from }) => from === source.type);
  return fitting.length > 0 && fitting.every((origin) => keeps(source, origin, accepted, graph));
}

function keeps(source: Node, origin: Origin, accepted: readonly Origin[], graph: Graph): boolean {
  if (!origin.keeping.every((rule) => evaluate(rule, source).length === 0)) {
    return false;
  }
  if (origin.through === undefined) {
    return true;
  }
  const field = source.inputs.get(origin.through);
  const behind = graph.originsOf(source, field);
  const onwards = accepted.filter(({ through }) => through === undefined);
  return field.state === "unknown"
    ? behind.length > 0 && behind.every((one) => isProved(one, onwards, graph))
    : field.text().state === "known";
}
