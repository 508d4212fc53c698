import type { ResourceHook, ResourceHookBinding } from "@pulumi/pulumi";

/** The same hooks with one more that comes before updates, where there is one. */
export function withUpdateHook(
  hooks: ResourceHookBinding | undefined,
  hook: ResourceHook | undefined,
): ResourceHookBinding {
  return hook === undefined
    ? { ...hooks }
    : { ...hooks, beforeUpdate: [...(hooks?.beforeUpdate ?? []), hook] };
}
