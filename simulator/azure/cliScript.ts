import { createHash } from "node:crypto";
import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../core/json.js";
import { accountKinds, oneThere } from "./account/kinds.js";
import { apiError } from "./apiError.js";
import {
  azureObject,
  birth,
  common,
  groupId,
  kinds,
  one,
  referenced,
  resourceId,
} from "./common.js";
import { computed, putHolder } from "./disk.js";
import { system } from "./recoveryPoints.js";

type Settings = Readonly<Record<string, string>>;

/** What the scripts do that the simulator knows, by the SHA-256 of their text. */
const known: Readonly<Record<string, (scene: Scene, settings: Settings) => JsonObject>> = {
  d6726a607d63df8f4545bdfae192c0f96789529004d5e17dbf3983f5d2194638: bringOut,
  "8f67c9b2530df9d298e14bd0fdf58c7591b14d55c2a1eeaade1b74ee4cbd27f9": swapIn,
};

const failed = (text: string) => apiError(400, "DeploymentScriptError", text);

function run(scene: Scene, inputs: JsonObject): JsonObject {
  const text = textAt(inputs, "scriptContent") ?? "";
  const script = known[createHash("sha256").update(text).digest("hex")];
  if (script === undefined) {
    throw failed("The simulator knows no such script.");
  }
  const [identity] = textsAt(objectAt(inputs, "identity"), "userAssignedIdentities");
  if (oneThere(scene, accountKinds.identity, identity) === undefined) {
    throw apiError(400, "ResourceNotFound", `The managed identity ${identity} was not found.`);
  }
  const settings = objectsAt(inputs, "environmentVariables").map((one): [string, string] => [
    textAt(one, "name") ?? "",
    textAt(one, "value") ?? "",
  ]);
  const ARGUMENTS = textAt(inputs, "arguments") ?? "";
  return script(scene, { ...Object.fromEntries(settings), ARGUMENTS });
}

function bringOut(scene: Scene, settings: Settings): JsonObject {
  const { VAULT_GROUP = "", VAULT = "", CONTAINER, ITEM, POINT, TAKEN = "" } = settings;
  const vault = resourceId(scene, VAULT_GROUP, "recoveryVault", VAULT);
  const id = `${vault}/backupFabrics/Azure/protectionContainers/${CONTAINER}/protectedItems/${ITEM}/recoveryPoints/${POINT}`;
  const point = one(scene, kinds.recoveryPoint, id);
  if (point === undefined) {
    throw failed(`(UserErrorRecoveryPointNotFound) Recovery point ${POINT} was not found.`);
  }
  const at = textAt(point.properties, "recoveryPointTime") ?? "";
  if (at.slice(0, 16) !== TAKEN.slice(0, 16)) {
    throw failed(`The recovery point ${POINT} was taken at ${at}, and not at ${TAKEN}.`);
  }
  refuseStorage(scene, settings);
  const machine = textAt(point.properties, "machine")?.split("/").at(-1) ?? "";
  const places = [system, ...(settings["ARGUMENTS"] ?? "").split(" ").filter(Boolean)];
  const restored = places.map((place): [string, string] => {
    const held = objectsAt(point.properties, "disks").find((disk) => disk["place"] === place);
    if (held === undefined) {
      throw failed(`(UserErrorInvalidDiskLun) ${POINT} holds no disk at lun ${place}.`);
    }
    const part = place === system ? "osdisk" : `datadisk-${place.padStart(3, "0")}`;
    const { place: _where, ...properties } = held;
    return [
      place,
      putDisk(scene, settings, {
        group: settings["STAGING"] ?? "",
        name: `${machine}-${part}-20261120-003000`,
        properties,
      }),
    ];
  });
  return Object.fromEntries(restored);
}

/** Azure Backup puts what it knows of the machine into a storage account beside the disks. */
function refuseStorage(scene: Scene, { STORAGE, LOCATION }: Settings): void {
  const account = oneThere(scene, accountKinds.storage, STORAGE);
  if (account === undefined || account.properties["location"] !== LOCATION) {
    throw failed(`The storage account ${STORAGE} was not found in ${LOCATION}.`);
  }
}

interface NewDisk {
  readonly group: string;
  readonly name: string;
  readonly properties: JsonObject;
}

function putDisk(scene: Scene, settings: Settings, { group, name, properties }: NewDisk): string {
  const { LOCATION = "", KEY = "" } = settings;
  referenced(scene, kinds.encryptionSet, KEY, LOCATION);
  if (one(scene, kinds.group, groupId(scene, group)) === undefined) {
    throw failed(`Resource group '${group}' could not be found.`);
  }
  const id = resourceId(scene, group, "disk", name);
  const object = azureObject(scene, kinds.disk, id, {
    ...common(scene, "Microsoft.Compute/disks", name),
    ...computed(scene, numberAt(properties, "diskSizeGB") ?? 0),
    ...{ diskName: name, location: LOCATION, resourceGroupName: group },
    creationData: { createOption: "Restore" },
    encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: KEY },
    sku: { name: settings["SKU"] ?? "Standard_LRS" },
    ...properties,
  });
  scene.world.put(object, "created");
  return id;
}

/** The disk takes the place and the name of a machine's own one. */
function swapIn(scene: Scene, settings: Settings): JsonObject {
  const { GROUP = "", MACHINE = "", DISK = "", SOURCE = "", POINT = "", LOCATION = "" } = settings;
  const machine = one(scene, kinds.machine, resourceId(scene, GROUP, "machine", MACHINE));
  if (machine === undefined) {
    throw failed(`The virtual machine ${MACHINE} was not found.`);
  }
  const source = referenced(scene, kinds.disk, SOURCE, LOCATION);
  const own = one(scene, kinds.disk, resourceId(scene, GROUP, "disk", DISK));
  if (own !== undefined && objectAt(own.properties, "tags")["RestoredFrom"] === POINT) {
    return { system: own.id };
  }
  if (own !== undefined) {
    scene.world.drop(own);
  }
  const { content = "", osType = "Linux" } = source.properties;
  const id = putDisk(scene, settings, {
    ...{ group: GROUP, name: DISK },
    properties: {
      ...{ content, osType, tags: { RestoredFrom: POINT } },
      creationData: { createOption: "FromImage" },
      diskSizeGB: Number(settings["SIZE"]),
    },
  });
  holdBy(scene, id, machine);
  return { system: id };
}

function holdBy(scene: Scene, id: string, machine: WorldObject): void {
  const disk = one(scene, kinds.disk, id);
  if (disk !== undefined) {
    putHolder(scene, disk, machine.id);
  }
}

/** A script of the Azure CLI that Azure runs, of those that are known here. */
export const cliScript: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { id, outputs } = birth(scene, inputs, "cliScript", "scriptName");
    const told = run(scene, inputs);
    return { id, outputs: { ...outputs, outputs: told, status: {} } };
  },
  update: (scene, _old, inputs) => ({ outputs: { outputs: run(scene, inputs) } }),
};
