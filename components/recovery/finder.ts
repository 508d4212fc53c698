import type { InvokeOptions } from "@pulumi/pulumi";

/** What stands on the platform where an object is about to be created. */
export type Found =
  /** Nothing: the object can be created. */
  | { readonly kind: "nothing" }
  /** An object of an earlier run; `id` is what `pulumi import` takes. */
  | { readonly kind: "ours"; readonly id: string }
  /** Somebody else's object, which must not be touched. */
  | { readonly kind: "stranger"; readonly what: string };

/** The inputs of an object as the engine has them, in a hook or in a pending operation. */
export type ObjectInputs = Readonly<Record<string, unknown>>;

/** Where a finder looks. */
export interface Scope {
  /** Options of the look-up functions, with the provider of the platform. */
  readonly invoke: InvokeOptions;
  /** Name of the datacenter; vSphere's paths start with it. */
  readonly datacenter?: string;
}

/**
 * Looks for an object of an earlier run. `inputs` are those of the create; the answer is
 * `ours` only when the object on the platform carries the idempotency key of the inputs.
 */
export type Finder = (inputs: ObjectInputs, scope: Scope) => Promise<Found>;

/** Nothing stands there. */
export const nothing: Found = { kind: "nothing" };

/** How the engine writes an input that a preview cannot know. */
const unknownInput = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The known text at a path of the inputs, such as `text(inputs, "tags", "Name")`. */
export function text(inputs: unknown, ...path: readonly string[]): string | undefined {
  let value: unknown = inputs;
  for (const key of path) {
    value = isRecord(value) ? value[key] : undefined;
  }
  return typeof value === "string" && value !== unknownInput ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The verdict on the ids that carry our key. More than one is a double that a person must judge. */
export function fromIds(ids: readonly string[], what: string): Found {
  const [id, ...others] = ids;
  if (id === undefined) {
    return nothing;
  }
  return others.length === 0
    ? { kind: "ours", id }
    : {
        kind: "stranger",
        what: `${ids.length} objects with the key of one: ${what} ${ids.join(", ")}`,
      };
}

/**
 * The answer of a look-up, or nothing when the platform says that there is no such object. Any
 * other failure stays one: an object that could not be looked up is not an object that is absent.
 */
export async function unlessMissing<Answer>(
  answer: Promise<Answer>,
  words = missing,
): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (failure) {
    if (failure instanceof Error && words.test(failure.message)) {
      return undefined;
    }
    throw failure;
  }
}

/** How the AWS, Azure and vSphere providers say that there is no such object. */
const missing =
  /not ?found|cannot be found|could not be found|couldn't find|no matching|empty result|does not exist/i;
