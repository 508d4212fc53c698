import type { Field } from "./field.js";
import type { Finding, Resource, RuleFacts } from "./rule.js";

/** A resource of a stack, with what ties it to the others. */
export interface Node extends Resource {
  readonly urn: string;
  /** Everything that the platform tells of it, the inputs that it was given included. */
  readonly outputs: Field;
  /** Its name in the program; never a secret. */
  readonly name: string;
  /** The names under which the program knew it before. */
  readonly aliases: readonly string[];
  /** URN of its provider; absent where nothing tells it. */
  readonly provider?: string | undefined;
  /** URNs of the resources whose outputs went into the property, by its name. */
  readonly origins: (property: string) => readonly string[];
}

/** A rule about what ties resources together. It asks the graph, and never looks at all of it. */
export interface StackRule {
  /** A rule of the pack of which this is the other half, or facts of its own. */
  readonly rule: RuleFacts;
  readonly examples: StackExamples;
  readonly relate: (graph: Graph) => Iterable<Located>;
}

/** A stack that shows what a rule means. The tests run it, the reference page prints it. */
export interface StackExample {
  readonly title: string;
  readonly resources: readonly {
    readonly name: string;
    readonly type: string;
    /** The inputs, and the id where another resource names it. */
    readonly properties: Readonly<Record<string, unknown>>;
  }[];
}

/** Stacks that keep a rule and stacks that break it. */
export interface StackExamples {
  readonly pass: readonly StackExample[];
  readonly fail: readonly StackExample[];
}

/** A finding and the resource that it is about. */
export interface Located extends Finding {
  readonly node: Node;
}

/** A reference from one type to another. */
export interface Edge {
  /** Token of the type that refers. */
  readonly from: string;
  /** Where the references stand in a resource of it. */
  readonly fields: (node: Node) => readonly Field[];
  /** Token of the type that is referred to. */
  readonly to: string;
  /** The properties by one of which the other is named, such as `id`, `arn` or `name`. */
  readonly by: readonly string[];
}

/** Where references lead. */
export interface Ends {
  readonly nodes: readonly Node[];
  /** References that nobody can follow before the update. */
  readonly unknown: readonly Field[];
  /** References to what is not in this stack. */
  readonly outside: readonly Field[];
}

/** The resources of one stack, indexed by what is asked for, each index built once. */
export class Graph {
  readonly #byUrn = new Map<string, Node>();
  readonly #byType = new Map<string, Node[]>();
  readonly #byText = new Map<string, ReadonlyMap<string, readonly Node[]>>();
  readonly #sources = new Map<Edge, ReadonlyMap<Node, readonly Node[]>>();

  /** In the order of their URNs: the engine tells of them in the order in which they were ready. */
  constructor(nodes: Iterable<Node>) {
    for (const node of [...nodes].sort((one, other) => (one.urn < other.urn ? -1 : 1))) {
      this.#byUrn.set(node.urn, node);
      const same = this.#byType.get(node.type);
      if (same === undefined) {
        this.#byType.set(node.type, [node]);
      } else {
        same.push(node);
      }
    }
  }

  /** The resource of that URN. */
  at(urn: string): Node | undefined {
    return this.#byUrn.get(urn);
  }

  /** The resources of one type. */
  ofType(token: string): readonly Node[] {
    return this.#byType.get(token) ?? [];
  }

  /** The resources of one type one of whose texts at `property` is `text`. */
  named(token: string, property: string, text: string): readonly Node[] {
    const key = `${token} ${property}`;
    const index = this.#byText.get(key) ?? this.#indexTexts(token, property);
    this.#byText.set(key, index);
    return index.get(text) ?? [];
  }

  /** The resources from whose outputs the value at `field` of `node` was made. */
  originsOf(node: Node, field: Pick<Field, "path">): readonly Node[] {
    const [property = ""] = /^[^.[]+/.exec(field.path) ?? [];
    return node.origins(property).flatMap((urn) => this.at(urn) ?? []);
  }

  /** Where the references of the edge lead from `node`. */
  targets(edge: Edge, node: Node): Ends {
    const nodes = new Set<Node>();
    const unknown: Field[] = [];
    const outside: Field[] = [];
    for (const field of edge.fields(node)) {
      const found = this.#target(edge, node, field);
      for (const one of found) {
        nodes.add(one);
      }
      if (found.length === 0 && field.state !== "missing") {
        (field.state === "unknown" ? unknown : outside).push(field);
      }
    }
    return { nodes: [...nodes], unknown, outside };
  }

  /** The resources whose references of the edge lead to `target`. */
  sources(edge: Edge, target: Node): readonly Node[] {
    const index = this.#sources.get(edge) ?? this.#indexSources(edge);
    this.#sources.set(edge, index);
    return index.get(target) ?? [];
  }

  #target({ to, by }: Edge, node: Node, field: Field): readonly Node[] {
    const text = field.text();
    if (text.state === "known") {
      const named = by.flatMap((property) => this.named(to, property, text.value));
      return named.length > 0 ? named : this.#nameless(node, field, to, by);
    }
    return text.state === "unknown" ? this.#originsOfType(node, field, to) : [];
  }

  /** Those resources of the type that the value was made from and that don't show their own name. */
  #nameless(node: Node, field: Field, to: string, by: readonly string[]): readonly Node[] {
    return this.#originsOfType(node, field, to).filter((origin) =>
      by.every((property) => origin.outputs.get(property).state !== "known"),
    );
  }

  #originsOfType(node: Node, field: Field, to: string): readonly Node[] {
    return this.originsOf(node, field).filter(({ type }) => type === to);
  }

  #indexTexts(token: string, property: string): ReadonlyMap<string, readonly Node[]> {
    return grouped(
      this.ofType(token).flatMap((node): [string, Node][] => {
        const text = node.outputs.get(property).text();
        return text.state === "known" ? [[text.value, node]] : [];
      }),
    );
  }

  #indexSources(edge: Edge): ReadonlyMap<Node, readonly Node[]> {
    return grouped(
      this.ofType(edge.from).flatMap((node) =>
        this.targets(edge, node).nodes.map((target): [Node, Node] => [target, node]),
      ),
    );
  }
}

/** The values by their keys. */
export function grouped<K, V>(pairs: Iterable<readonly [K, V]>): ReadonlyMap<K, readonly V[]> {
  const groups = new Map<K, V[]>();
  for (const [key, value] of pairs) {
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [value]);
    } else {
      group.push(value);
    }
  }
  return groups;
}
