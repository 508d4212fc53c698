import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../core/json.js";
import type { World } from "../core/world.js";
import { azureObject, here, kinds, one, platformName } from "./common.js";

/** Where the disk of the operating system stands in a recovery point; the others have their luns. */
export const system = "system";

/**
 * Has Azure Backup take every machine that it protects: a recovery point in the vault, with what is
 * on each disk at this moment, and its copy in the location that is paired with that of the vault.
 */
export function backUpMachines(world: World): void {
  const transaction = world.begin();
  for (const item of transaction.all(platformName, kinds.protectedItem)) {
    const place = { platform: platformName, owner: item.place, region: "", defaultTags: {} };
    const scene = { world: transaction, place };
    const source = textAt(objectAt(item.properties, "properties"), "sourceResourceId");
    const machine = one(scene, kinds.machine, source);
    if (machine !== undefined) {
      const id = `${item.id}/recoveryPoints/${transaction.next()}`;
      const properties = {
        recoveryPointTime: transaction.now(),
        machine: machine.id,
        disks: disksOf(scene, machine),
      };
      transaction.put(azureObject(scene, kinds.recoveryPoint, id, properties), "created");
    }
  }
  transaction.commit();
}

function disksOf(scene: Scene, machine: WorldObject): JsonObject[] {
  const data = objectsAt(objectAt(machine.properties, "storageProfile"), "dataDisks");
  return here(scene, kinds.disk)
    .filter(({ properties }) => properties["managedBy"] === machine.id)
    .map(({ id, properties }) => {
      const own = data.find((disk) => textAt(objectAt(disk, "managedDisk"), "id") === id);
      return {
        place: own === undefined ? system : `${numberAt(own, "lun")}`,
        diskSizeGB: properties["diskSizeGB"] ?? 0,
        content: properties["content"] ?? "",
        ...(properties["osType"] !== undefined && { osType: properties["osType"] }),
      };
    });
}

/** When the newest backup of an item was taken. */
export function lastRecoveryPoint(scene: Scene, item: string): string | undefined {
  return here(scene, kinds.recoveryPoint)
    .filter(({ id }) => id.startsWith(`${item}/`))
    .map(({ properties }) => textAt(properties, "recoveryPointTime") ?? "")
    .sort()
    .at(-1);
}

/** Machines, disks and interfaces in a location are gone, as after its loss; vaults have copies. */
export function loseLocation(world: World, location: string): void {
  const transaction = world.begin();
  const lost: readonly string[] = [
    ...[kinds.machine, kinds.disk, kinds.networkInterface, kinds.securityGroup],
    kinds.encryptionSet,
  ];
  for (const object of world.snapshot().objects) {
    const isThere = textAt(object.properties, "location") === location;
    if (object.platform === platformName && isThere && lost.includes(object.kind)) {
      transaction.drop(object, "drifted");
    }
  }
  transaction.commit();
}
