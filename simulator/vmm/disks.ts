import { lastingCheckpoints } from "../hyperv/checkpoints.js";
import { diskPath, labelOf } from "../hyperv/disks.js";
import { CmdletError } from "../hyperv/hostRun.js";
import type { HostReport } from "../hyperv/own.js";
import type { Machine } from "../hyperv/state.js";
import type { VmmCmdlets } from "./cmdlets.js";
import type { ManagedTold } from "./document.js";
import { seenOf, setProperty } from "./own.js";
import { stopGently } from "./power.js";
import type { MachineRecord } from "./state.js";

type Disk = ManagedTold["disks"][number];
type Drive = Machine["drives"][number];

const detachedProperty = "comanaged detached disks";

/** The custom property that tells from which generation on the system disk is. */
export const generationProperty = "comanaged generation";

/** Whether the system disk is from another generation than is told. */
export function isNewGeneration(
  { properties }: MachineRecord,
  { generation }: ManagedTold,
): boolean {
  return Number(properties[generationProperty] ?? "1") < generation;
}

/** Makes room for a system disk from the image of now. */
export function removeSystemDisk(
  vmm: VmmCmdlets,
  record: MachineRecord,
  { disks: [system], adopted }: ManagedTold,
  report: HostReport,
): void {
  if (system !== undefined && driveOf(record, system, adopted) !== undefined) {
    stopGently(vmm, record, report);
    vmm.removeDrive(record, system.slot, "goes");
    report.changed.push("disk system");
  }
}

function driveOf(
  record: MachineRecord,
  { label, slot }: Disk,
  adopted: ManagedTold["adopted"],
): Drive | undefined {
  const { id, drives } = seenOf(record);
  const drive = drives.find((one) => one.slot === slot);
  if (drive !== undefined && labelOf(drive, id, adopted) !== label) {
    throw new CmdletError(`disks.${label}: its slot holds ${drive.path}, which is not ours`);
  }
  return drive;
}

function goneDrives(record: MachineRecord, { disks, adopted }: ManagedTold): Drive[] {
  const { id, drives } = seenOf(record);
  const labels: readonly (string | undefined)[] = [undefined, ...disks.map(({ label }) => label)];
  return drives.filter((drive) => !labels.includes(labelOf(drive, id, adopted)));
}

/** The disks that are to be larger than they are. */
export function growing(
  vmm: VmmCmdlets,
  record: MachineRecord,
  { disks, adopted }: ManagedTold,
): readonly Disk[] {
  return disks.filter((disk) => {
    const drive = driveOf(record, disk, adopted);
    return drive !== undefined && vmm.sizeOf(record, drive.path) < disk.sizeGiB;
  });
}

/** Refuses what VMM would refuse half way. */
export function checkDisks(vmm: VmmCmdlets, record: MachineRecord, told: ManagedTold): void {
  const { disks, image, adopted } = told;
  for (const disk of disks) {
    const drive = driveOf(record, disk, adopted);
    if (drive !== undefined && vmm.sizeOf(record, drive.path) > disk.sizeGiB) {
      throw new CmdletError(`disks.${disk.label}: a disk never shrinks`);
    }
  }
  const vm = seenOf(record);
  const [system] = disks;
  const hasSystem = system !== undefined && driveOf(record, system, adopted) !== undefined;
  const isAnew = isNewGeneration(record, told);
  const blocked = [
    ...(isAnew && hasSystem ? ["system"] : []),
    ...growing(vmm, record, told).map(({ label }) => label),
    ...goneDrives(record, told).map((drive) => labelOf(drive, vm.id, adopted)),
  ];
  const lasting = lastingCheckpoints(vm, told.checkpoints);
  if (blocked.length > 0 && lasting.length > 0) {
    throw new CmdletError(
      `disks.${blocked.join(", ")}: checkpoints are in the way ` +
        `(${lasting.join(", ")}); have them removed first`,
    );
  }
  if ((isAnew || !hasSystem) && vmm.imageSize(image) === undefined) {
    throw new CmdletError(`the library of VMM has no image ${image}`);
  }
}

function detachedOf({ properties }: MachineRecord): string[] {
  const text = properties[detachedProperty] ?? "";
  return text.split(" ").filter((label) => /^[a-z][a-z0-9-]{0,19}$/.test(label));
}

function setDetached(vmm: VmmCmdlets, record: MachineRecord, labels: readonly string[]): string[] {
  const wanted = [...new Set(labels)].sort().join(" ");
  return detachedOf(record).join(" ") === wanted
    ? []
    : setProperty(vmm, record, detachedProperty, wanted || "-");
}

/** Makes the disks what they are told to be. */
export function setDisks(
  vmm: VmmCmdlets,
  record: MachineRecord,
  told: ManagedTold,
  { changed }: HostReport,
): void {
  const { disks, image, adopted } = told;
  for (const drive of goneDrives(record, told)) {
    const label = labelOf(drive, seenOf(record).id, adopted) ?? "";
    changed.push(...setDetached(vmm, record, [...detachedOf(record), label]));
    vmm.removeDrive(record, drive.slot, "stays");
    changed.push(`disk ${label}`);
  }
  for (const disk of disks.filter((one) => driveOf(record, one, adopted) === undefined)) {
    const path = diskPath(disk, { machineId: seenOf(record).id, adopted });
    vmm.newDrive(record, disk.slot, path, contentsOf(record, disk, image));
    changed.push(`disk ${disk.label}`);
  }
  for (const disk of growing(vmm, record, told)) {
    vmm.expandDrive(record, driveOf(record, disk, adopted)?.path ?? "", disk.sizeGiB);
    changed.push(`size of disk ${disk.label}`);
  }
  const held = disks.map(({ label }) => label);
  const detached = detachedOf(record).filter((label) => !held.includes(label));
  changed.push(...setDetached(vmm, record, detached));
}

function contentsOf(record: MachineRecord, { label, sizeGiB }: Disk, image: string) {
  if (detachedOf(record).includes(label)) {
    return { from: "host" } as const;
  }
  return label === "system"
    ? ({ from: "library", image } as const)
    : ({ from: "nothing", sizeGiB } as const);
}
