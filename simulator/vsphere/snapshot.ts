import type { Made, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, shown, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { here, kinds, one } from "./common.js";

/** vSphere: the longest chain of snapshots (VMware configuration maximums). */
const longestChain = 32;

/** The snapshots of a machine. */
export function snapshotsOf(scene: Scene, machine: string): WorldObject[] {
  return here(scene, kinds.snapshot).filter(
    ({ properties }) => properties["virtualMachineUuid"] === machine,
  );
}

/** vCenter grows no disk below a snapshot. */
export function refuseGrowth(
  scene: Scene,
  { id }: WorldObject,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
): void {
  const grown = after.find((disk) => {
    const was = before.find((other) => other["label"] === disk["label"]);
    return was && (numberAt(disk, "size") ?? 0) > (numberAt(was, "size") ?? 0);
  });
  if (grown !== undefined && snapshotsOf(scene, id).length > 0) {
    throw new Refusal(
      `error reconfiguring virtual machine: Invalid operation for device '0'. Disk ${shown(grown["label"])} has snapshots.`,
    );
  }
}

function create(scene: Scene, inputs: JsonObject): Made {
  const uuid = textAt(inputs, "virtualMachineUuid") ?? "";
  const machine = one(scene, kinds.virtualMachine, uuid);
  if (machine === undefined) {
    throw new Refusal(
      `error while getting the virtual machine :virtual machine with UUID "${uuid}" not found`,
    );
  }
  if (snapshotsOf(scene, uuid).length >= longestChain) {
    throw new Refusal("error while waiting for the create snapshot task: too many snapshots");
  }
  if (
    inputs["quiesce"] === true &&
    machine.properties["vmwareToolsStatus"] !== "guestToolsRunning"
  ) {
    throw new Refusal(
      "error while waiting for the create snapshot task: An error occurred while quiescing the virtual machine.",
    );
  }
  return { id: `snapshot-${scene.world.next()}`, outputs: {} };
}

/** A snapshot of a machine: a new one each time, whatever its name. */
export const snapshot: ResourceBehaviour = { create };
