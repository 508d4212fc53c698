import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Field } from "./field.js";

/** A resource as a rule sees it, before the engine creates or changes it. */
export interface Resource {
  /** Token of the type, such as `aws:ec2/instance:Instance`. */
  readonly type: string;
  readonly inputs: Field;
}

/**
 * One thing that a rule has to say about a resource; a rule that says nothing passes.
 *
 * `fail` is certain. `undetermined` depends on values that the preview does not know.
 */
export interface Finding {
  readonly verdict: "fail" | "undetermined";
  /** Where, such as `tags.DataLevel`. */
  readonly path: string;
  /**
   * What is wrong. Built from the rule's own words and from values that it has recognized (a port,
   * an address range), never from text of the inputs: that may be a secret, and a policy can't see
   * whether it is.
   */
  readonly message: string;
}

/** A resource that shows what a rule means. The tests run it, the reference page prints it. */
export interface Example {
  readonly title: string;
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** What reports say about a rule, whatever it looks at. */
export interface RuleFacts {
  /** Such as `CLS-02`; also its name in the engine and in pack configuration. */
  readonly id: string;
  /** What holds where the rule passes, as one sentence without a full stop. */
  readonly title: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  /** Who has to keep it: the provider of the service or its customer. */
  readonly responsible: "provider" | "customer";
  /** Ids of controls that the rule supports, by framework. */
  readonly controls: Readonly<Record<string, readonly string[]>>;
  readonly why: string;
  readonly fix: string;
  /** Tokens of the types that the rule applies to. */
  readonly tokens: readonly string[];
  /**
   * What becomes of an undetermined verdict: `deny` stops the preview like a failure, `warn` says
   * so and leaves the decision to the update, which knows the value before it creates anything.
   * `defer` and `deferOrWarn` keep silent until the whole stack is seen, which may settle it
   * (`origins`, or a stack rule of the same id); what stays open then is denied or warned of.
   */
  readonly onUnknown: "deny" | "warn" | "defer" | "deferOrWarn";
  /**
   * Those of the tokens on which the rule only advises, because what it demands there is left to
   * the customer. Nothing stops on such a finding; by default the rule advises nowhere.
   */
  readonly advisesOn?: readonly string[];
  /** Whether no exception may ever be made of the rule; by default one may. */
  readonly isAbsolute?: true;
}

/** One rule about single resources. */
export interface Rule extends RuleFacts {
  /** Where values may come from that only the update knows; by default from nowhere. */
  readonly origins?: readonly Origin[];
  readonly examples: { readonly pass: readonly Example[]; readonly fail: readonly Example[] };
  /** The form, by JSON Schema, of what pack configuration can tell the rule. */
  readonly configuration?: Readonly<Record<string, JavaScriptValue>>;
  /** Judges with what pack configuration tells the rule, which is empty where nobody has. */
  readonly check: (resource: Resource, told: Field) => Iterable<Finding>;
}

/** A source of unknown values that is as good as a fine value. */
export interface Origin {
  /** The last keys of the path of the value, such as `kmsKeyArn` or `diskEncryptionSet.id`. */
  readonly value: string;
  /** Token of the type whose new resources give such a value. */
  readonly from: string;
  /** The rules that such a resource has to keep. */
  readonly keeping: readonly Rule[];
  /** Tokens of the types that may have a part in the value besides this one. */
  readonly besides?: readonly string[];
  /** The property that has to be as good in turn, for a type that only points to another one. */
  readonly through?: string;
}

/** A certain violation at `field`. */
export function fail(field: Pick<Field, "path">, message: string): Finding {
  return { verdict: "fail", path: field.path, message };
}

/** A verdict that has to wait for the value at `field`. */
export function undetermined(field: Pick<Field, "path">, message: string): Finding {
  return { verdict: "undetermined", path: field.path, message };
}
