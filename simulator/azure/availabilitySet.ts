import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { numberAt, objectAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { birth, here, kinds } from "./common.js";

/** Every location has two fault domains, some have three. */
const faultDomains = 2;

function remove(scene: Scene, { id }: WorldObject): undefined {
  const member = here(scene, kinds.machine).find(
    ({ properties }) => objectAt(properties, "availabilitySet")["id"] === id,
  );
  if (member !== undefined) {
    const text = `Availability Set ${id} cannot be deleted: it holds ${member.id}.`;
    throw apiError(409, "OperationNotAllowed", text);
  }
  return undefined;
}

/** An availability set: it goes when it holds no machine. */
export const availabilitySet: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { id, outputs } = birth(scene, inputs, "availabilitySet", "availabilitySetName");
    if ((numberAt(inputs, "platformFaultDomainCount") ?? faultDomains) > faultDomains) {
      const text = `The specified fault domain count must fall in the range 1 to ${faultDomains}.`;
      throw apiError(400, "InvalidParameter", text);
    }
    return { id, outputs: { ...outputs, statuses: [] } };
  },
  update: () => ({ outputs: {} }),
  remove,
};
