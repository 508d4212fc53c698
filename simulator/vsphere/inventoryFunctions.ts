import type { FunctionBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt, textsAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { byName, datacenterOf, here, kinds, one } from "./common.js";
import { folderAt } from "./folder.js";

type InventoryKind =
  | typeof kinds.cluster
  | typeof kinds.datastore
  | typeof kinds.network
  | typeof kinds.resourcePool;

function inDatacenter(scene: Scene, kind: InventoryKind, what: string, args: JsonObject) {
  const datacenter = datacenterOf(scene, args);
  const name = textAt(args, "name");
  const found = here(scene, kind).filter(
    ({ properties }) =>
      properties["datacenterId"] === datacenter.id &&
      (name ?? properties["name"]) === properties["name"],
  );
  return single(found, `${what} '${name ?? ""}'`);
}

function single(found: readonly WorldObject[], what: string): WorldObject {
  const [object, ...others] = found;
  if (object === undefined) {
    throw new Refusal(`${what} not found`);
  }
  if (others.length > 0) {
    throw new Refusal(`${what} resolves to multiple objects`);
  }
  return object;
}

function told({ id, properties }: WorldObject): JsonObject {
  return { ...properties, id };
}

function named(
  kind:
    | typeof kinds.attribute
    | typeof kinds.category
    | typeof kinds.contentLibrary
    | typeof kinds.storagePolicy,
  what: string,
): FunctionBehaviour {
  return (scene, args) => {
    const id = textAt(args, "id");
    const found =
      id === undefined ? byName(scene, kind, textAt(args, "name")) : one(scene, kind, id);
    return told(single(found ? [found] : [], `${what} '${textAt(args, "name") ?? id ?? ""}'`));
  };
}

const getDatacenter: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name");
  const found = here(scene, kinds.datacenter).filter(
    ({ properties }) => name === undefined || properties["name"] === name,
  );
  const datacenter = single(found, `datacenter '${name ?? ""}'`);
  const machines = here(scene, kinds.virtualMachine).map(
    ({ properties }) => properties["name"] ?? "",
  );
  return { ...told(datacenter), virtualMachines: machines };
};

const getTag: FunctionBehaviour = (scene, args) => {
  const [id, name, categoryId] = ["id", "name", "categoryId"].map((key) => textAt(args, key));
  const found = here(scene, kinds.tag).filter(
    (tag) =>
      (id ?? tag.id) === tag.id &&
      (name ?? tag.properties["name"]) === tag.properties["name"] &&
      (categoryId ?? tag.properties["categoryId"]) === tag.properties["categoryId"],
  );
  const tag = single(found, `tag '${name ?? id ?? ""}' in category '${categoryId ?? ""}'`);
  return { description: "", ...told(tag) };
};

const getContentLibraryItem: FunctionBehaviour = (scene, args) => {
  const [name, libraryId] = [textAt(args, "name"), textAt(args, "libraryId")];
  const found = here(scene, kinds.contentLibraryItem).filter(
    ({ properties }) => properties["name"] === name && properties["libraryId"] === libraryId,
  );
  const { id, properties } = single(found, `content library item '${name}'`);
  return { id, ...args, type: properties["type"] ?? "" };
};

const getFolder: FunctionBehaviour = (scene, args) => {
  const path = textAt(args, "path") ?? "";
  const folder = folderAt(scene, path.startsWith("/") ? path : `/${path}`);
  if (folder === undefined) {
    throw new Refusal(`cannot locate folder: folder '${path}' not found`);
  }
  return { id: folder.id, path };
};

const getRole: FunctionBehaviour = (scene, args) => {
  const label = textAt(args, "label");
  const found = here(scene, kinds.role).filter(({ properties }) => properties["label"] === label);
  return { description: "", ...told(single(found, `role with label '${label}'`)) };
};

const getDynamic: FunctionBehaviour = (scene, args) => {
  const wanted = textsAt(args, "filters");
  const name = new RegExp(textAt(args, "nameRegex") ?? "");
  const type = textAt(args, "type");
  const candidates = [
    ...(type === undefined || type === "VirtualMachine" ? here(scene, kinds.virtualMachine) : []),
    ...(type === undefined || type === "Folder" ? here(scene, kinds.folder) : []),
  ];
  const found = candidates.filter(
    ({ properties }) =>
      wanted.every((tag) => textsAt(properties, "tags").includes(tag)) &&
      name.test(textAt(properties, "name") ?? textAt(properties, "path") ?? ""),
  );
  const object = single(found, "object with the tags");
  return { id: textAt(object.properties, "moid") ?? object.id };
};

/** What programs look up in a vCenter. */
export const inventoryFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "vsphere:index/getCustomAttribute:getCustomAttribute": named(kinds.attribute, "custom attribute"),
  "vsphere:index/getComputeCluster:getComputeCluster": (scene, args) =>
    told(inDatacenter(scene, kinds.cluster, "cluster", args)),
  "vsphere:index/getContentLibrary:getContentLibrary": named(
    kinds.contentLibrary,
    "content library",
  ),
  "vsphere:index/getContentLibraryItem:getContentLibraryItem": getContentLibraryItem,
  "vsphere:index/getDatacenter:getDatacenter": getDatacenter,
  "vsphere:index/getDatastore:getDatastore": (scene, args) =>
    told(inDatacenter(scene, kinds.datastore, "datastore", args)),
  "vsphere:index/getDynamic:getDynamic": getDynamic,
  "vsphere:index/getFolder:getFolder": getFolder,
  "vsphere:index/getNetwork:getNetwork": (scene, args) =>
    told(inDatacenter(scene, kinds.network, "network", args)),
  "vsphere:index/getPolicy:getPolicy": named(kinds.storagePolicy, "storage policy"),
  "vsphere:index/getResourcePool:getResourcePool": (scene, args) =>
    told(inDatacenter(scene, kinds.resourcePool, "resource pool", args)),
  "vsphere:index/getRole:getRole": getRole,
  "vsphere:index/getTag:getTag": getTag,
  "vsphere:index/getTagCategory:getTagCategory": (scene, args) => ({
    description: "",
    ...named(kinds.category, "category")(scene, args),
  }),
};
