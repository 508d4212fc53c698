import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import {
  flagAt,
  type JsonObject,
  numberAt,
  objectAt,
  objectsAt,
  shown,
  textAt,
} from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { unknownValue } from "../core/wire.js";
import { kinds, one } from "./common.js";

const unitsPerController = 15;

/** What the provider refuses at preview already, because it asks the live vCenter. */
export function planMachine(scene: Scene, inputs: JsonObject, old?: WorldObject): void {
  const disks = objectsAt(inputs, "disks");
  if (inputs["ovfDeploy"] === undefined) {
    refuseIf(
      objectsAt(inputs, "networkInterfaces").length === 0,
      "network_interface parameter is required when not deploying from ovf template",
    );
    refuseIf(
      inputs["datacenterId"] !== undefined,
      "data center id is only allowed when deploying from an OVF template",
    );
  }
  refuseIf(disks.length === 0, "one or more disks must be specified");
  planUnits(inputs, disks);
  const before = objectsAt(old?.properties ?? {}, "disks");
  for (const disk of disks) {
    const was = before.find((other) => other["label"] === disk["label"]);
    if (was) {
      planKept(was, disk);
    }
  }
  refuseIf(
    inputs["vtpm"] !== undefined && textAt(inputs, "firmware") !== "efi",
    "vtpm requires firmware efi",
  );
  planHardware(old?.properties ?? {}, inputs);
  if (old === undefined && inputs["clone"] !== undefined) {
    planClone(scene, inputs, disks);
  }
}

function refuseIf(refused: boolean, reason: string): void {
  if (refused) {
    throw new Refusal(reason);
  }
}

function planUnits(inputs: JsonObject, disks: readonly JsonObject[]): void {
  const labels = new Set<unknown>();
  const units = new Set<string>();
  const highest = (numberAt(inputs, "scsiControllerCount") ?? 1) * unitsPerController - 1;
  for (const disk of disks) {
    const [label, unit] = [disk["label"], numberAt(disk, "unitNumber") ?? 0];
    const controller = textAt(disk, "controllerType") ?? "scsi";
    refuseIf(labels.has(label), `disk: duplicate name ${shown(label)}`);
    refuseIf(
      units.has(`${controller}:${unit}`),
      `disk: duplicate ${controller} unit number ${unit} on disk "${shown(label)}"`,
    );
    refuseIf(
      controller === "scsi" && unit > highest,
      `unit_number on disk "${shown(label)}" too high (${unit}) - maximum value is ${highest} with ${numberAt(inputs, "scsiControllerCount") ?? 1} SCSI controller(s)`,
    );
    labels.add(label);
    units.add(`${controller}:${unit}`);
  }
  const first = disks.some((disk) => {
    const least = disk["controllerType"] === "ide" ? 1 : 0;
    return disk["unitNumber"] === unknownValue || (numberAt(disk, "unitNumber") ?? 0) === least;
  });
  refuseIf(!first, "at least one disk must have a unit_number of 0");
}

function planKept(was: JsonObject, disk: JsonObject): void {
  const [before, after] = [numberAt(was, "size"), numberAt(disk, "size")];
  refuseIf(
    before !== undefined && after !== undefined && after < before,
    `disk "${shown(disk["label"])}": virtual disks cannot be shrunk (old: ${before} new: ${after})`,
  );
  refuseIf(
    flagAt(was, "attach") !== flagAt(disk, "attach"),
    `disk "${shown(disk["label"])}": attach cannot be changed`,
  );
}

function planHardware(before: JsonObject, inputs: JsonObject): void {
  const [old, next] = [numberAt(before, "hardwareVersion"), numberAt(inputs, "hardwareVersion")];
  refuseIf(
    old !== undefined && next !== undefined && next < old,
    `cannot downgrade virtual machine hardware version. current: ${old}, new: ${next}`,
  );
}

function planClone(scene: Scene, inputs: JsonObject, disks: readonly JsonObject[]): void {
  const clone = objectAt(inputs, "clone");
  const uuid = textAt(clone, "templateUuid");
  if (uuid === unknownValue) {
    return;
  }
  // The provider holds nothing against an item of a content library.
  if (one(scene, kinds.contentLibraryItem, uuid) !== undefined) {
    return;
  }
  const template = one(scene, kinds.virtualMachine, uuid);
  if (template === undefined) {
    throw new Refusal(`cannot locate virtual machine or template with UUID "${uuid}": not found`);
  }
  const [wanted, has] = [textAt(inputs, "guestId"), textAt(template.properties, "guestId")];
  refuseIf(
    wanted !== undefined && wanted !== unknownValue && wanted !== has,
    `invalid guest ID "${wanted}": the template has "${has}"`,
  );
  planCloneDisks(template, disks, flagAt(clone, "linkedClone"));
}

function planCloneDisks(
  template: WorldObject,
  disks: readonly JsonObject[],
  linked: boolean,
): void {
  const sources = objectsAt(template.properties, "disks");
  refuseIf(
    disks.length < sources.length,
    `not enough disks: the template has ${sources.length}, the machine ${disks.length}`,
  );
  const ordered = [...disks].sort(
    (a, b) => (numberAt(a, "unitNumber") ?? 0) - (numberAt(b, "unitNumber") ?? 0),
  );
  sources.forEach((source, index) => {
    const [least, size] = [numberAt(source, "size") ?? 0, numberAt(ordered[index] ?? {}, "size")];
    refuseIf(
      size !== undefined && size < least,
      `disk.${index}: disk size must be at least ${least} GiB, the size in the template; got ${size}`,
    );
    refuseIf(
      linked && size !== undefined && size !== least,
      `disk.${index}: disk size must be exactly ${least} GiB for a linked clone; got ${size}`,
    );
  });
}
