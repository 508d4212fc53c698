import type { StackRule } from "./graph.js";
import type { Rule } from "./rule.js";

/** A list of rules that is enforced and published together. */
export interface Pack {
  /** Its list is `policies/packs/<name>.pack.ts`, its built folder `dist/policies/packs/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Whether it has every rule that there is, so that an id that it does not know is a slip. */
  readonly isWhole?: true;
  readonly rules: readonly Rule[];
  readonly stackRules: readonly StackRule[];
}
