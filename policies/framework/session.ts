import type { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { propertiesIn } from "./analyzer/properties.js";
import { Settings } from "./analyzer/settings.js";
import { Exceptions } from "./exceptions/exceptions.js";
import type { Field } from "./field.js";
import { grouped } from "./graph.js";
import type { Pack } from "./pack.js";
import type { Finding, Rule, RuleFacts } from "./rule.js";

/** Unknown values that a rule came upon in a resource and that wait for the whole stack. */
export interface Deferred {
  readonly rule: Rule;
  readonly urn: string;
  readonly findings: readonly Finding[];
}

/** What a process that serves a pack remembers between the resources and their stack. */
export class Session {
  readonly pack: Pack;
  /** Every rule of the pack by its id. */
  readonly rules: ReadonlyMap<string, RuleFacts>;
  settings = new Settings();
  exceptions: Exceptions;
  readonly #inputs = new Map<string, () => Struct | undefined>();
  readonly #byType: ReadonlyMap<string, readonly Rule[]>;
  readonly #deferred = new Map<string, Deferred>();

  constructor(pack: Pack) {
    this.pack = pack;
    const facts = [...pack.stackRules.map(({ rule }) => rule), ...pack.rules];
    this.rules = new Map(facts.map((rule) => [rule.id, rule]));
    this.#byType = grouped(
      pack.rules.flatMap((rule) => rule.tokens.map((token): [string, Rule] => [token, rule])),
    );
    const noSettings = { asOf: "", approvers: [], exceptions: [] };
    this.exceptions = new Exceptions(noSettings, this.rules);
  }

  /** Keeps the inputs of a resource, which are read when they are first asked for. */
  remember(urn: string, inputs: () => Struct | undefined): void {
    this.#inputs.set(urn, inputs);
  }

  /**
   * What the resource was given; undefined when the engine did not ask about it. At preview a stack
   * shows outputs, where what is computed is unknown.
   */
  inputsOf(urn: string): Field | undefined {
    const inputs = this.#inputs.get(urn);
    return inputs && propertiesIn(inputs());
  }

  /** The rules for single resources of the type, given without a version, that are not disabled. */
  rulesFor(type: string): readonly Rule[] {
    return (this.#byType.get(type) ?? []).filter((rule) => this.isAsked(rule));
  }

  /** Whether nobody has disabled the rule. */
  isAsked({ id }: Pick<RuleFacts, "id">): boolean {
    return this.settings.levelOf(id) !== "disabled";
  }

  /** Replaces what the rule has deferred about the resource; nothing when the list is empty. */
  defer(rule: Rule, urn: string, findings: readonly Finding[]): void {
    const key = `${rule.id} ${urn}`;
    if (findings.length === 0) {
      this.#deferred.delete(key);
    } else {
      this.#deferred.set(key, { rule, urn, findings });
    }
  }

  /** What waits for the whole stack and is not left to a stack rule of the same id. */
  deferred(): readonly Deferred[] {
    const settled = new Set(this.pack.stackRules.map(({ rule }) => rule.id));
    return [...this.#deferred.values()].filter(({ rule }) => !settled.has(rule.id));
  }
}
