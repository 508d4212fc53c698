import type { Volume } from "../model.js";

/** The smallest and the largest disk, in GiB. */
export interface DiskLimits {
  readonly from: number;
  readonly to: number;
}

/** vSphere: a virtual disk of at most 62 TiB (VMware configuration maximums). */
export const vsphereDisk: DiskLimits = { from: 1, to: 62 * 1024 };

/** Hyper-V: a VHDX of at most 64 TB (Plan for Hyper-V scalability). */
export const hypervDisk: DiskLimits = { from: 1, to: 64 * 1024 };

const ebs = {
  gp3: { from: 1, to: 64 * 1024, iopsPerGiB: 500, includedIops: 3000 },
  io2: { from: 4, to: 64 * 1024, iopsPerGiB: 1000, includedIops: 0 },
} as const;

/** EC2: a volume is large enough for the operations that it provides (Amazon EBS volume types). */
export function awsDisk({ type, iops = 0 }: Volume): DiskLimits {
  const { from, to, iopsPerGiB, includedIops } = ebs[type];
  const needed = iops > includedIops ? Math.ceil(iops / iopsPerGiB) : 0;
  return { from: Math.max(from, needed), to };
}

/** Azure: a managed disk of at most 32 TiB minus 1 GiB (Azure managed disk types). */
export const azureDisk: DiskLimits = { from: 1, to: 32_767 };

/** Azure: the disk of an operating system is smaller (Azure managed disks overview). */
export const azureSystemDisk: DiskLimits = { from: 1, to: 4095 };

/**
 * Azure: names of disks, built from the server's and the disk's, have at most 80 characters: a
 * label has 20 and one character stands between them.
 */
export const longestAzureName = 59;

/** AWS: running instances of a spread placement group in one availability zone (EC2 user guide). */
export const mostSpread = 7;

/** Azure: machines in one availability set (Azure subscription limits). */
export const mostInSet = 200;

/** Disks besides the system disk: what one SCSI controller of vSphere holds. */
export const mostDataDisks = 15;

/** A NetBIOS name has 15 characters; Windows refuses longer host names when it joins a domain. */
export const longestWindowsName = 15;
