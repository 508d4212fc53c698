import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { kinds, one } from "./common.js";

/** Starts or stops the instance, unless it is as it should be. */
function bring(scene: Scene, inputs: JsonObject): string {
  const id = textAt(inputs, "instanceId") ?? "";
  const state = textAt(inputs, "state") ?? "";
  const instance = one(scene, kinds.instance, id);
  if (instance === undefined) {
    const text = `The instance ID '${id}' does not exist`;
    throw apiError("EC2", "DescribeInstances", "InvalidInstanceID.NotFound", text);
  }
  if (instance.properties["instanceState"] !== state) {
    const properties = { ...instance.properties, instanceState: state };
    scene.world.put({ ...instance, properties }, state === "stopped" ? "stopped" : "started");
  }
  return id;
}

/**
 * Whether an instance runs. It is no object of EC2: when the resource goes, the instance stays as
 * it is (`resourceInstanceStateDelete` of terraform-provider-aws).
 */
export const instanceState: ResourceBehaviour = {
  create: (scene, inputs) => ({
    id: bring(scene, inputs),
    outputs: { region: scene.place.region, force: inputs["force"] ?? false },
  }),
  update: (scene, _old, inputs) => {
    bring(scene, inputs);
    return { outputs: {} };
  },
  read: (scene, { id, properties }) => {
    const state = one(scene, kinds.instance, id)?.properties["instanceState"];
    return state === undefined ? undefined : { ...properties, state };
  },
};
