import { relate } from "../../../policies/framework/evaluate.js";
import { Field } from "../../../policies/framework/field.js";
import { Graph, type Node, type StackRule } from "../../../policies/framework/graph.js";
import type { Finding } from "../../../policies/framework/rule.js";
import type { Inputs } from "./cases.js";

/** A resource of a stack that is tried; `origins` names the resources behind a property. */
export interface Piece {
  readonly name: string;
  readonly type: string;
  readonly properties: Inputs;
  readonly origins?: Readonly<Record<string, readonly string[]>>;
}

/** The stack as a rule sees it. */
export function graphOf(pieces: readonly Piece[]): Graph {
  return new Graph(pieces.map(nodeOf));
}

/** What the rule finds in the stack. */
export function judgeStack(rule: StackRule, pieces: readonly Piece[]): readonly Finding[] {
  return relate(rule, graphOf(pieces));
}

/** The URN of the resource of that name. */
export function urnOf(name: string): string {
  return `urn:pulumi:test::policies::any::${name}`;
}

function nodeOf({ name, type, properties, origins = {} }: Piece): Node {
  const inputs = new Field(properties);
  return {
    ...{ name, type, inputs, outputs: inputs, urn: urnOf(name), aliases: [] },
    origins: (property) => (origins[property] ?? []).map(urnOf),
  };
}
