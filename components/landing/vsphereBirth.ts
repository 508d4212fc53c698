import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { unlessMissing } from "../recovery/finder.js";
import { attachedDisks } from "../server/server.plan.js";
import type { Disk } from "../service/server.js";
import type { Template } from "./vsphereGround.js";

/** A server that is cloned from the machine as which its backup shows. */
interface Born {
  readonly name: string;
  readonly disks: Readonly<Record<string, Disk>>;
}

/** Servers have four controllers from birth on, so their backups do as well. */
const scsiControllerScanCount = 4;

/**
 * The machine as which a backup shows, once it is known to fit: vCenter clones disks one after the
 * other, and would give what one held to another.
 *
 * @param moid vCenter's own id of it
 * @throws RunError when it is not there, or its disks are not those of the server
 */
export async function shownBackup(
  moid: string,
  { name, disks }: Born,
  opts: InvokeOptions,
): Promise<Required<Template>> {
  const shown = await unlessMissing(
    vsphere.getVirtualMachine({ moid, scsiControllerScanCount }, opts),
  );
  if (shown === undefined) {
    throw new RunError(
      `servers.${name}: its backup shows as ${moid} no more, and the server is not there. Have it ` +
        `show anew: pulumi up --replace '**${name}-birth-**-mounted'.`,
    );
  }
  const problems = misfits(shown.disks, disks);
  if (problems.length > 0) {
    throw new RunError(
      [`servers.${name}.disks: are not those of its backup:`, ...problems].join("\n  "),
    );
  }
  return { uuid: shown.id, guestId: shown.guestId ?? "" };
}

/** Why a server cannot get the disks of a backup; one line for each disk. */
export function misfits(
  held: readonly { readonly size: number; readonly unitNumber: number }[],
  disks: Born["disks"],
): string[] {
  const wanted = attachedDisks(disks).toSorted((a, b) => a.slot - b.slot);
  return held
    .toSorted((a, b) => a.unitNumber - b.unitNumber)
    .flatMap(({ size, unitNumber }, index) => {
      const disk = wanted[index];
      if (disk === undefined) {
        return [`the backup holds another, of ${size} GiB in slot ${unitNumber}`];
      }
      if (disk.slot !== unitNumber) {
        return [`the backup does not hold ${disk.label}; it has ${size} GiB in slot ${unitNumber}`];
      }
      return disk.sizeGiB < size
        ? [`${disk.label} has ${disk.sizeGiB} GiB, and ${size} GiB in the backup`]
        : [];
    });
}
