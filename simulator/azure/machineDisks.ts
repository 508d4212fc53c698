import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, shown, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import {
  azureObject,
  common,
  here,
  kinds,
  one,
  referenced,
  refuseExisting,
  resourceId,
} from "./common.js";
import { computed, putHolder } from "./disk.js";

/** The machine that disks belong to. */
export interface Holder {
  readonly id: string;
  readonly group: string;
  readonly location: string;
}

/** Makes the disk of the operating system from the image. */
export function putSystemDisk(
  scene: Scene,
  holder: Holder,
  profile: JsonObject,
  image: WorldObject,
): void {
  const least = numberAt(image.properties, "sizeGiB") ?? 1;
  const size = numberAt(profile, "diskSizeGB") ?? least;
  if (size < least) {
    const text = `The specified disk size ${size} GB is smaller than the size of the corresponding disk in the VM image: ${least} GB. This is not allowed.`;
    throw apiError(400, "InvalidParameter", text);
  }
  const managed = objectAt(profile, "managedDisk");
  const key = textAt(objectAt(managed, "diskEncryptionSet"), "id");
  if (key !== undefined) {
    referenced(scene, kinds.encryptionSet, key, holder.location);
  }
  const name =
    textAt(profile, "name") ?? `${holder.id.split("/").at(-1)}_OsDisk_${scene.world.next()}`;
  const id = resourceId(scene, holder.group, "disk", name);
  refuseExisting(scene, kinds.disk, id);
  const properties = {
    ...common(scene, "Microsoft.Compute/disks", name),
    ...computed(scene, size),
    creationData: { createOption: "FromImage" },
    diskName: name,
    diskSizeGB: size,
    diskState: "Attached",
    ...(key && {
      encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: key },
    }),
    location: holder.location,
    managedBy: holder.id,
    osType: image.properties["osType"] ?? "Linux",
    resourceGroupName: holder.group,
    sku: { name: textAt(managed, "storageAccountType") ?? "Standard_LRS" },
  };
  scene.world.put(azureObject(scene, kinds.disk, id, properties), "created");
}

/** Attaches and detaches data disks until the machine holds those that it asks for. */
export function holdDisks(
  scene: Scene,
  holder: Holder,
  wanted: readonly JsonObject[],
  before: readonly JsonObject[] = [],
): void {
  for (const disk of wanted) {
    const twin = before.find((old) => old["lun"] === disk["lun"]);
    if (twin !== undefined && diskId(twin) !== diskId(disk)) {
      const text = `Changing property 'dataDisk.managedDisk.id' is not allowed (lun ${shown(disk["lun"])}).`;
      throw apiError(409, "PropertyChangeNotAllowed", text);
    }
  }
  const kept = wanted.map(diskId);
  for (const id of before.map(diskId).filter((one) => !kept.includes(one))) {
    const disk = one(scene, kinds.disk, id);
    if (disk !== undefined) {
      putHolder(scene, disk, "");
    }
  }
  for (const disk of wanted) {
    attach(scene, holder, disk);
  }
}

function attach(scene: Scene, holder: Holder, wanted: JsonObject): void {
  if (wanted["createOption"] !== "Attach") {
    const text = "The simulator makes data disks only as disks of their own.";
    throw apiError(400, "InvalidParameter", text);
  }
  const id = diskId(wanted);
  const disk = referenced(scene, kinds.disk, id, holder.location);
  const other = textAt(disk.properties, "managedBy") ?? "";
  if (other !== "" && other !== holder.id) {
    const text = `Cannot attach data disk '${id}' to VM '${holder.id}' because the disk is currently owned by VM '${other}'.`;
    throw apiError(409, "ConflictingUserInput", text);
  }
  if (other === "") {
    putHolder(scene, disk, holder.id);
  }
}

function diskId(disk: JsonObject): string | undefined {
  return textAt(objectAt(disk, "managedDisk"), "id");
}

/** Frees the data disks of a machine that goes, and removes what goes with it. */
export function releaseDisks(scene: Scene, machine: WorldObject): void {
  const profile = objectAt(machine.properties, "storageProfile");
  const going = new Set(
    objectsAt(profile, "dataDisks")
      .filter((disk) => disk["deleteOption"] === "Delete")
      .map(diskId),
  );
  const systemGoes = objectAt(profile, "osDisk")["deleteOption"] === "Delete";
  for (const disk of here(scene, kinds.disk)) {
    if (disk.properties["managedBy"] === machine.id) {
      const system = objectAt(disk.properties, "creationData")["createOption"] === "FromImage";
      if (system ? systemGoes : going.has(disk.id)) {
        scene.world.drop(disk);
      } else {
        putHolder(scene, disk, "");
      }
    }
  }
}
