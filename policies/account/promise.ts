import { allOf, type Certainty } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Graph, Located, Node } from "../framework/graph.js";
import { fail, undetermined } from "../framework/rule.js";
import type { Requirement } from "./requirement.js";

/** Where it is told that something is missing: a component and what of it promises the thing. */
export interface Place {
  readonly node: Node;
  readonly path: string;
}

/** What a component promises and none of its resources meets; they begin with its name. */
export function* missingOf(
  requirements: readonly Requirement[],
  node: Node,
  graph: Graph,
  place: Place = { node, path: "regions" },
): Iterable<Located> {
  for (const requirement of requirements) {
    yield* judge(requirement, node, graph, place);
  }
}

function* judge(
  requirement: Requirement,
  node: Node,
  graph: Graph,
  { node: teller, path }: Place,
): Iterable<Located> {
  const candidates = graph
    .ofType(requirement.token)
    .filter(({ name }) => name.startsWith(`${node.name}-${requirement.role ?? ""}`))
    .map(({ inputs }) => meets(requirement, inputs));
  if (!candidates.includes("yes")) {
    const found = candidates.includes("maybe")
      ? undetermined({ path }, `not known yet; perhaps weaker than it was: ${requirement.what}`)
      : fail({ path }, `missing or weaker than it was: ${requirement.what}`);
    yield { ...found, node: teller };
  }
}

function meets({ tests }: Requirement, inputs: Field): Certainty {
  return allOf(...tests.map((test) => test(inputs)));
}

/** What the component was told, where it is known. */
export function textOf({ outputs }: Node, key: string): string | undefined {
  const text = outputs.get(key).text();
  return text.state === "known" ? text.value : undefined;
}

/** The known texts of a list; undefined where the list is not known. */
export function textsOf(list: Field): readonly string[] | undefined {
  const items = list.items();
  return items.state === "known"
    ? items.value.flatMap((item) => {
        const text = item.text();
        return text.state === "known" ? [text.value] : [];
      })
    : undefined;
}
