import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt } from "../core/json.js";
import { Refusal } from "../core/refusal.js";
import { datacenterOf, having, here, kinds } from "./common.js";
import { attach } from "./tags.js";

const folderTypes = ["vm", "host", "datastore", "network", "datacenter"];

/** `/dc-main/vm/co-managed/chemistry`. */
export function inventoryPath(datacenter: WorldObject, type: string, path: string): string {
  return ["", textAt(datacenter.properties, "name"), type, path].join("/").replace(/\/+$/, "");
}

/** The folder with an inventory path in the scene's vCenter. */
export function folderAt(scene: Scene, path: string): WorldObject | undefined {
  return having(scene, kinds.folder, "inventoryPath", path)[0];
}

function placed(scene: Scene, inputs: JsonObject, own?: string): string {
  const path = (textAt(inputs, "path") ?? "").replace(/^\/|\/$/g, "");
  const type = textAt(inputs, "type") ?? "";
  const whole = inventoryPath(datacenterOf(scene, inputs), type, path);
  const parent = path.split("/").slice(0, -1).join("/");
  if (parent !== "" && !folderAt(scene, whole.slice(0, whole.lastIndexOf("/")))) {
    throw new Refusal(`error trying to determine parent folder: folder '${parent}' not found`);
  }
  const twin = folderAt(scene, whole);
  if (twin && twin.id !== own) {
    const name = path.split("/").at(-1);
    throw new Refusal(`error creating folder: ServerFaultCode: The name '${name}' already exists.`);
  }
  return whole;
}

function remove(scene: Scene, old: WorldObject): undefined {
  const own = `${textAt(old.properties, "inventoryPath")}/`;
  const inside = [...here(scene, kinds.folder), ...here(scene, kinds.virtualMachine)].some(
    ({ properties }) => textAt(properties, "inventoryPath")?.startsWith(own),
  );
  if (inside) {
    throw new Refusal("folder is not empty, please remove all items before deleting");
  }
  return undefined;
}

/** A folder of the inventory: its parent must be there, and it goes only when it is empty. */
export const folder: ResourceBehaviour = {
  check: (inputs) => {
    const type = textAt(inputs, "type") ?? "";
    return folderTypes.includes(type)
      ? []
      : [
          {
            property: "type",
            reason: `expected type to be one of ${JSON.stringify(folderTypes)}, got ${type}`,
          },
        ];
  },
  create: (scene, inputs) => {
    const path = placed(scene, inputs);
    attach(scene, inputs, "Folder");
    return { id: `group-v${scene.world.next()}`, outputs: { inventoryPath: path } };
  },
  update: (scene, old, inputs) => {
    attach(scene, inputs, "Folder");
    const [before, after] = [
      textAt(old.properties, "inventoryPath") ?? "",
      placed(scene, inputs, old.id),
    ];
    if (before !== after) {
      move(scene, before, after);
    }
    return { outputs: { inventoryPath: after } };
  },
  remove,
  find: folderAt,
};

function move(scene: Scene, before: string, after: string): void {
  for (const object of [...here(scene, kinds.folder), ...here(scene, kinds.virtualMachine)]) {
    const path = textAt(object.properties, "inventoryPath") ?? "";
    if (path.startsWith(`${before}/`)) {
      const inventoryPath = `${after}${path.slice(before.length)}`;
      const properties = { ...object.properties, inventoryPath };
      scene.world.put({ ...object, properties }, "updated");
    }
  }
}
