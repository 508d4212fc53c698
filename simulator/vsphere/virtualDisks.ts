import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectsAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { Refusal } from "../core/refusal.js";
import { kinds, one, vsphereObject } from "./common.js";

/** The disks as vCenter tells them; a disk is its label and keeps what it was born with. */
export function machineDisks(
  scene: Scene,
  machine: string,
  number: number,
  datastoreId: string,
  disks: readonly JsonObject[],
  before: readonly JsonObject[],
): JsonObject[] {
  return disks.map((disk, index) => {
    const was = before.find((other) => other["label"] === disk["label"]);
    return { ...(was ?? fresh(scene, machine, number, datastoreId, disk, index)), ...disk };
  });
}

function fresh(
  scene: Scene,
  machine: string,
  number: number,
  datastoreId: string,
  disk: JsonObject,
  index: number,
): JsonObject {
  if (disk["attach"] === true) {
    return takeUp(scene, textAt(disk, "datastoreId") ?? datastoreId, textAt(disk, "path") ?? "");
  }
  const unit = typeof disk["unitNumber"] === "number" ? disk["unitNumber"] : 0;
  return {
    datastoreId,
    deviceAddress: `scsi:${Math.floor(unit / 15)}:${unit % 15}`,
    key: 2000 + index,
    path: `${machine}/${machine}-${number}-${index}.vmdk`,
    storagePolicyId: "",
    uuid: uuidOf(scene.world.next()),
  };
}

/** Takes a file up that a machine has left on its datastore. */
function takeUp(scene: Scene, datastoreId: string, path: string): JsonObject {
  const file = one(scene, kinds.detachedDisk, `${datastoreId}/${path}`);
  if (file === undefined) {
    throw new Refusal(`error attaching disk: file [${datastoreId}] ${path} was not found`);
  }
  scene.world.drop(file);
  const { formerMachine: _former, ...disk } = file.properties;
  return disk;
}

function stays(disk: JsonObject): boolean {
  return disk["keepOnRemove"] === true || disk["attach"] === true;
}

function gone(before: readonly JsonObject[], after: readonly JsonObject[]): JsonObject[] {
  return before.filter((was) => !after.some((disk) => disk["label"] === was["label"]));
}

/** Labels of disks that the change deletes with their data. */
export function lostDisks(before: readonly JsonObject[], after: readonly JsonObject[]): string[] {
  return gone(before, after)
    .filter((disk) => !stays(disk))
    .map((disk) => textAt(disk, "label") ?? "");
}

/** Disks that the change detaches and keeps. */
export function keptDisks(before: readonly JsonObject[], after: readonly JsonObject[]) {
  return gone(before, after).filter(stays);
}

/** Disks that outlive their machine. */
export function stayingDisks(disks: readonly JsonObject[]): JsonObject[] {
  return disks.filter(stays);
}

/** Leaves detached disks on their datastores. */
export function leaveDisks(scene: Scene, machine: WorldObject, disks: readonly JsonObject[]): void {
  for (const disk of disks) {
    const id = `${textAt(disk, "datastoreId")}/${textAt(disk, "path")}`;
    const properties = { ...disk, formerMachine: machine.id };
    scene.world.put(vsphereObject(scene, kinds.detachedDisk, id, properties), "created");
  }
}

/** The disks of a clone hold what those of its source do, one after the other by their units. */
export function clonedDisks(
  disks: readonly JsonObject[],
  source: JsonObject | undefined,
): JsonObject[] {
  const byUnit = (all: readonly JsonObject[]) =>
    all.toSorted((a, b) => (numberAt(a, "unitNumber") ?? 0) - (numberAt(b, "unitNumber") ?? 0));
  const contents = byUnit(objectsAt(source ?? {}, "disks")).map((disk) => disk["content"]);
  const ordered = byUnit(disks);
  return disks.map((disk) => {
    const content = contents[ordered.indexOf(disk)];
    return content === undefined ? disk : { ...disk, content };
  });
}
