import type { Certainty } from "../framework/certainty.js";
import type { Field, Seen } from "../framework/field.js";

/** One permission for traffic to come in, as a security group or a separate rule states it. */
export interface Permission {
  /** Where it stands, such as `ingress[0]`; empty when the resource is the permission. */
  readonly path: string;
  readonly inbound: Certainty;
  readonly protocol: Seen<string>;
  readonly fromPort: Seen<number>;
  readonly toPort: Seen<number>;
  /** The address ranges that it names, each still to be read. */
  readonly ranges: readonly Field[];
  /** The prefix lists that it names; a rule can't see what is in them. */
  readonly prefixLists: readonly Field[];
}

/** The elements of a list; what is written but is no list stands for its only element. */
export function elements(list: Field): readonly Field[] {
  const items = list.items();
  return (items.state === "known" ? items.value : [list]).filter(isGiven);
}

/** Whether something is written there, known or not. */
export function isGiven(field: Field): boolean {
  return field.state !== "missing";
}
