import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { datacenterOf, having, here, kinds, one } from "./common.js";
import { inventoryPath } from "./folder.js";

/** What a machine has where nobody said anything, as vCenter tells it. */
const born = {
  alternateGuestName: "",
  annotation: "",
  firmware: "bios",
  numCoresPerSocket: 1,
  scsiBusSharing: "noSharing",
  scsiType: "pvscsi",
};

function find(scene: Scene, args: JsonObject): WorldObject {
  const [uuid, moid, name = ""] = ["uuid", "moid", "name"].map((key) => textAt(args, key));
  const found =
    uuid !== undefined
      ? [one(scene, kinds.virtualMachine, uuid)]
      : moid !== undefined
        ? here(scene, kinds.virtualMachine).filter(({ properties }) => properties["moid"] === moid)
        : byPath(scene, args, name);
  const [machine, ...others] = found;
  if (machine === undefined) {
    throw new Refusal(`error fetching virtual machine: vm '${uuid ?? moid ?? name}' not found`);
  }
  if (others.length > 0) {
    throw new Refusal(`error fetching virtual machine: path '${name}' resolves to multiple vms`);
  }
  return machine;
}

function byPath(scene: Scene, args: JsonObject, name: string) {
  const folder = textAt(args, "folder");
  if (folder === undefined && !name.includes("/")) {
    return having(scene, kinds.virtualMachine, "name", name);
  }
  const path = folder === undefined ? name : `${folder}/${name}`;
  const whole = path.startsWith("/") ? path : inventoryPath(datacenterOf(scene, args), "vm", path);
  return having(scene, kinds.virtualMachine, "inventoryPath", whole);
}

/** Looks a machine or template up by UUID, by id, by name anywhere, or by name in a folder. */
export const getVirtualMachine: FunctionBehaviour = (scene, args) => {
  const { id, properties: all } = find(scene, args);
  // The provider's look-up reads neither tags nor custom attributes.
  const { customAttributes: _attributes, tags: _tags, ...properties } = all;
  const settings = objectAt(properties, "extraConfig");
  const asked = Object.keys(objectAt(args, "extraConfig")).filter((key) => key in settings);
  const interfaces = objectsAt(properties, "networkInterfaces");
  return {
    ...born,
    ...properties,
    ...("extraConfig" in args && {
      extraConfig: Object.fromEntries(asked.map((key) => [key, settings[key] ?? ""])),
    }),
    disks: objectsAt(properties, "disks").map((disk) => ({
      eagerlyScrub: disk["eagerlyScrub"] === true,
      label: disk["label"] ?? "",
      size: disk["size"] ?? 0,
      thinProvisioned: disk["thinProvisioned"] !== false,
      unitNumber: disk["unitNumber"] ?? 0,
    })),
    id,
    instanceUuid: id,
    networkInterfaceTypes: interfaces.map((nic) => nic["adapterType"] ?? "vmxnet3"),
    videoCards: [],
    vtpm: "vtpm" in properties,
  };
};
