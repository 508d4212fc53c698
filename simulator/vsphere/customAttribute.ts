import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, objectAt, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { byName, here, kinds } from "./common.js";

function refuseTwin(scene: Scene, inputs: JsonObject, own?: string): void {
  const name = textAt(inputs, "name");
  const twin = byName(scene, kinds.attribute, name);
  if (twin && twin.id !== own) {
    throw new Refusal(
      `could not create attribute: ServerFaultCode: The name '${name}' already exists.`,
    );
  }
}

/** A custom attribute: its name exists once in a vCenter; its values go with it. */
export const customAttribute: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseTwin(scene, inputs);
    return { id: String(scene.world.next()), outputs: {} };
  },
  update: (scene, old, inputs) => {
    refuseTwin(scene, inputs, old.id);
    return { outputs: {} };
  },
  remove: (scene, { id }) => {
    for (const object of [...here(scene, kinds.virtualMachine), ...here(scene, kinds.folder)]) {
      const { [id]: value, ...customAttributes } = objectAt(object.properties, "customAttributes");
      if (value !== undefined) {
        const properties = { ...object.properties, customAttributes };
        scene.world.put({ ...object, properties }, "updated");
      }
    }
    return undefined;
  },
  find: (scene, id) => byName(scene, kinds.attribute, id),
};
