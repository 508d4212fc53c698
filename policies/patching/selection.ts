import { allOf, anyOf, type Certainty } from "../framework/certainty.js";
import type { Field, Seen } from "../framework/field.js";
import { type Graph, grouped, type Node } from "../framework/graph.js";
import { criteriaOf, serversOfTarget, ssm } from "./ssm.js";

const ofTag = "tag:";

/** Which targets of maintenance windows select a server; asked once for each server. */
export class Selection {
  readonly #graph: Graph;
  /** Targets by one of their tags with its value, and those that nobody can know. */
  readonly #byTag: ReadonlyMap<string, readonly Node[]>;
  readonly #dark: readonly Node[];

  constructor(graph: Graph) {
    this.#graph = graph;
    const marks = graph.ofType(ssm.target).map((target) => ({ target, marks: marksOf(target) }));
    this.#byTag = grouped(
      marks.flatMap(({ target, marks }) => marks.map((mark) => [mark, target])),
    );
    this.#dark = marks.flatMap(({ target, marks }) => (marks.includes(dark) ? [target] : []));
  }

  /** The targets that select the server, or perhaps do. */
  targetsOf(server: Node): readonly { readonly target: Node; readonly selects: Certainty }[] {
    const named = this.#graph.sources(serversOfTarget, server);
    const tags = tagsOf(server);
    const keys = tags.keys();
    const tagged =
      keys.state === "known"
        ? keys.value.flatMap((key) => this.#byTag.get(markOf(key, tags.get(key).text())) ?? [])
        : [];
    const isDark =
      keys.state === "known"
        ? keys.value.some((key) => tags.get(key).state === "unknown")
        : keys.state === "unknown";
    const unsure = isDark ? this.#graph.ofType(ssm.target) : this.#dark;
    const found = new Set([...tagged, ...unsure]);
    return [
      ...named.map((target) => ({ target, selects: "yes" as const })),
      ...[...found].map((target) => ({ target, selects: selects(target, tags) })),
    ].filter((one) => one.selects !== "no");
  }
}

/** The tags of a server, those that its provider adds included where the platform tells them. */
export function tagsOf({ inputs, outputs }: Node): Field {
  const all = outputs.get("tagsAll");
  return all.state === "known" ? all : inputs.get("tags");
}

/** Stands for a criterion that only the update knows. */
const dark = "";

function marksOf(target: Node): readonly string[] {
  const [first] = [...criteriaOf(target)].filter(([key]) => key.startsWith(ofTag));
  const [key = "", values = []] = first ?? [];
  const isDark = target.inputs.get("targets").state === "unknown";
  return isDark ? [dark] : values.map((value) => markOf(key.slice(ofTag.length), value.text()));
}

function markOf(key: string, value: Seen<string>): string {
  return value.state === "known" ? `${key}=${value.value}` : dark;
}

/** Whether the server carries one of the values of every tag that the target asks for. */
function selects(target: Node, tags: Field): Certainty {
  if (target.inputs.get("targets").state === "unknown") {
    return "maybe";
  }
  const criteria = [...criteriaOf(target)];
  return criteria.length === 0
    ? "no"
    : allOf(
        ...criteria.map(([key, values]) =>
          key.startsWith(ofTag)
            ? anyOf(...values.map((value) => agree(tags.get(key.slice(ofTag.length)), value)))
            : "no",
        ),
      );
}

function agree(tag: Field, wanted: Field): Certainty {
  const [own, other] = [tag.text(), wanted.text()];
  if (own.state === "unknown" || (own.state === "known" && other.state === "unknown")) {
    return "maybe";
  }
  return own.state === "known" && other.state === "known" && own.value === other.value
    ? "yes"
    : "no";
}
