import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt, textsAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { byName, kinds } from "./common.js";

const privilege = /^[A-Z]\w*(\.\w+)+$/;

function refuseTwin(scene: Scene, inputs: JsonObject, own?: string): void {
  const name = textAt(inputs, "name");
  const twin = byName(scene, kinds.role, name);
  if (twin && twin.id !== own) {
    throw new Refusal(
      `error while creating role: ServerFaultCode: The name '${name}' already exists.`,
    );
  }
  const unknown = textsAt(inputs, "rolePrivileges").filter((id) => !privilege.test(id));
  if (unknown.length > 0) {
    throw new Refusal(
      `ServerFaultCode: A specified parameter was not correct: privIds (${unknown.join(", ")})`,
    );
  }
}

/** A role: its name exists once in a vCenter. */
export const role: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseTwin(scene, inputs);
    return { id: String(scene.world.next()), outputs: { label: textAt(inputs, "name") ?? "" } };
  },
  update: (scene, old, inputs) => {
    refuseTwin(scene, inputs, old.id);
    return { outputs: { label: textAt(inputs, "name") ?? "" } };
  },
};
