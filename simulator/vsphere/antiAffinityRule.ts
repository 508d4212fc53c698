import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, textAt, textsAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { here, kinds, required } from "./common.js";

/** A rule keeps two machines apart or more, all there, under a name that its cluster has once. */
function refuse(scene: Scene, inputs: JsonObject, own?: string): void {
  const cluster = textAt(inputs, "computeClusterId");
  required(scene, kinds.cluster, cluster, "cluster");
  const machines = textsAt(inputs, "virtualMachineIds");
  for (const id of machines) {
    required(scene, kinds.virtualMachine, id, "virtual machine");
  }
  if (machines.length < 2) {
    throw new Refusal("A specified parameter was not correct: spec.rulesSpec.vm");
  }
  const name = textAt(inputs, "name");
  const twin = here(scene, kinds.antiAffinityRule).find(
    ({ id, properties }) =>
      id !== own && properties["name"] === name && properties["computeClusterId"] === cluster,
  );
  if (twin !== undefined) {
    throw new Refusal(`ServerFaultCode: The name '${name}' already exists.`);
  }
}

/** A rule of a cluster that keeps machines on different hosts. */
export const antiAffinityRule: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuse(scene, inputs);
    return { id: `${textAt(inputs, "computeClusterId")}:${scene.world.next()}`, outputs: {} };
  },
  update: (scene, old, inputs) => {
    refuse(scene, inputs, old.id);
    return { outputs: {} };
  },
};
