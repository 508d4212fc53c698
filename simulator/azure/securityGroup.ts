import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, shown } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { apiError } from "./apiError.js";
import { birth, here, kinds, refuseMove } from "./common.js";

function create(scene: Scene, inputs: JsonObject) {
  const { id, outputs } = birth(scene, inputs, "securityGroup", "networkSecurityGroupName");
  refuseRules(inputs);
  const resourceGuid = uuidOf(scene.world.next());
  const nothing = { defaultSecurityRules: [], flowLogs: [], networkInterfaces: [], subnets: [] };
  return { id, outputs: { ...outputs, ...nothing, resourceGuid } };
}

/** Within a direction every rule has a priority of its own, from 100 to 4096. */
function refuseRules(inputs: JsonObject): void {
  const taken = new Map<string, string>();
  for (const rule of objectsAt(inputs, "securityRules")) {
    const [name, place] = [
      shown(rule["name"]),
      `${shown(rule["direction"])} ${shown(rule["priority"])}`,
    ];
    const holder = taken.get(place);
    if (holder !== undefined) {
      const text = `Security rule ${holder} conflicts with rule ${name}. Rules cannot have the same Priority and Direction.`;
      throw apiError(400, "SecurityRuleConflict", text);
    }
    taken.set(place, name);
  }
}

function remove(scene: Scene, { id }: WorldObject): undefined {
  const user = here(scene, kinds.networkInterface).find(
    ({ properties }) => objectAt(properties, "networkSecurityGroup")["id"] === id,
  );
  if (user !== undefined) {
    const text = `Network security group ${id} cannot be deleted because it is in use by ${user.id}.`;
    throw apiError(400, "InUseNetworkSecurityGroupCannotBeDeleted", text);
  }
  return undefined;
}

/** A network security group: it stays while an interface uses it. */
export const securityGroup: ResourceBehaviour = {
  create,
  remove,
  update: (_scene, old, inputs) => {
    refuseMove(old, inputs);
    refuseRules(inputs);
    return { outputs: {} };
  },
};
