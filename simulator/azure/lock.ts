import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { here, kinds, one, refuseExisting } from "./common.js";
import { scopeIn } from "./tenant/kinds.js";

function lockId(inputs: JsonObject): string {
  return `${scopeIn(inputs)}/providers/Microsoft.Authorization/locks/${textAt(inputs, "lockName") ?? ""}`;
}

/** What is locked, and everything below it, stays. */
export function refuseLocked(scene: Scene, id: string): void {
  const lock = here(scene, kinds.lock).find(({ properties }) =>
    `${id}/`.startsWith(`${scopeIn(properties)}/`),
  );
  if (lock !== undefined) {
    const text = `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${scopeIn(lock.properties)}'. Please remove the lock and try again.`;
    throw apiError(409, "ScopeLocked", text);
  }
}

/** A lock: whoever may delete the thing may not while it is there. */
export const lock: ResourceBehaviour = {
  create: (scene, inputs) => {
    const scope = scopeIn(inputs);
    if (!one(scene, kinds.machine, scope) && !one(scene, kinds.group, scope)) {
      throw apiError(404, "ResourceNotFound", `The Resource '${scope}' was not found.`);
    }
    const id = lockId(inputs);
    refuseExisting(scene, kinds.lock, id);
    return {
      id,
      outputs: {
        azureApiVersion: "2020-05-01",
        name: textAt(inputs, "lockName") ?? "",
        systemData: {},
        type: "Microsoft.Authorization/locks",
      },
    };
  },
  update: () => ({ outputs: {} }),
};

/** Gets a lock by its scope and its name. */
export const getLock: FunctionBehaviour = (scene, args) => {
  const found = one(scene, kinds.lock, lockId(args));
  if (found === undefined) {
    const text = `The lock '${textAt(args, "lockName")}' could not be found.`;
    throw apiError(404, "LockNotFound", text);
  }
  return { ...found.properties, id: found.id };
};
