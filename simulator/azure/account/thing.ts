import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { common, groupId, groupNotFound, kinds, one } from "../common.js";
import { refuseLocked } from "../lock.js";
import { type AccountKind, oneThere, refuseUnregistered } from "./kinds.js";

/** One kind of resources as Azure keeps it. */
export interface Thing {
  readonly kind: AccountKind;
  /** The type as resource ids spell it. */
  readonly type: string;
  /** The resource id that inputs or arguments lead to. */
  readonly id: (scene: Scene, args: JsonObject) => string;
  /** What Azure computes besides the name and the type. */
  readonly outputs?: (scene: Scene, inputs: JsonObject) => JsonObject;
  /** Throws what Azure refuses, at birth and at changes. */
  readonly refuse?: (scene: Scene, inputs: JsonObject, id: string) => void;
  /** Whether it is always there and merely set. */
  readonly isSet?: true;
  /** Whether Azure refuses to delete it. */
  readonly stays?: true;
}

/** The id of a resource of a group. */
export function inGroup(type: string, nameKey: string, below = "") {
  return (scene: Scene, args: JsonObject): string => {
    const group = groupId(scene, textAt(args, "resourceGroupName") ?? "");
    return `${group}/providers/${type}/${textAt(args, nameKey) ?? ""}${below}`;
  };
}

function namespaceOf({ type }: Thing): string {
  return type.split("/")[0] ?? "";
}

function refuseNoGroup(scene: Scene, inputs: JsonObject): void {
  const name = textAt(inputs, "resourceGroupName");
  if (name !== undefined && one(scene, kinds.group, groupId(scene, name)) === undefined) {
    throw groupNotFound(name);
  }
}

function refuseExisting(scene: Scene, { kind }: Thing, id: string): void {
  if (oneThere(scene, kind, id) !== undefined) {
    throw new Refusal(`cannot create already existing resource '${id}'`);
  }
}

/** How a thing comes into being, changes and goes. */
export function resourceOf(thing: Thing): ResourceBehaviour {
  return {
    create: (scene, inputs) => {
      refuseUnregistered(scene, namespaceOf(thing));
      refuseNoGroup(scene, inputs);
      const id = thing.id(scene, inputs);
      if (thing.isSet === undefined) {
        refuseExisting(scene, thing, id);
      }
      thing.refuse?.(scene, inputs, id);
      const name = id.split("/").at(-1) ?? "";
      const outputs = { ...common(scene, thing.type, name), ...thing.outputs?.(scene, inputs) };
      return { id, outputs };
    },
    update: (scene, old, inputs) => {
      thing.refuse?.(scene, inputs, old.id);
      return { outputs: {} };
    },
    remove: (scene, old) => {
      if (thing.stays) {
        const text = `The resource '${old.id}' cannot be deleted.`;
        throw apiError(400, "BadRequest", text);
      }
      refuseLocked(scene, old.id);
      return undefined;
    },
  };
}

/** Answers with a thing, or that there is none. */
export function lookUp(thing: Thing): FunctionBehaviour {
  return (scene, args) => {
    refuseUnregistered(scene, namespaceOf(thing));
    refuseNoGroup(scene, args);
    const id = thing.id(scene, args);
    const found = oneThere(scene, thing.kind, id);
    if (found === undefined) {
      const [, what = id] = id.split("/providers/");
      throw apiError(404, "ResourceNotFound", `The Resource '${what}' was not found.`);
    }
    return { ...found.properties, id: found.id };
  };
}
