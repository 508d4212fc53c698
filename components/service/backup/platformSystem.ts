import type { OperatingSystem } from "../operatingSystem.js";
import type { BackupClass } from "./backupClass.js";
import type { BackedUpPlatform, ServerTrust } from "./backupServer.js";

/** What a system of the provider's own is for. */
export const platformSystemKinds = [
  ...(["vcenter", "vmm", "patching", "storage", "backup-server", "monitoring"] as const),
] as const;

/** What a system of the provider's own is for. */
export type PlatformSystemKind = (typeof platformSystemKinds)[number];

/** What systems are called where people read of them. */
export const platformSystemNames: Readonly<Record<PlatformSystemKind, string>> = {
  vcenter: "vCenter",
  vmm: "VMM",
  patching: "patch management",
  storage: "storage management",
  "backup-server": "backup server",
  monitoring: "monitoring",
};

/** How a vCenter is reached, and where it writes the files of its backups. */
export interface VcenterFiles {
  /** Such as `https://vcenter.example.edu`. */
  readonly address: string;
  /** An account that may administer the appliance. */
  readonly user: string;
  /** Key of the secret setting with its password. */
  readonly passwordConfig: string;
  readonly trust: ServerTrust;
  /** IANA time zone in which the appliance's clock hangs. */
  readonly timeZone: string;
  /** Such as `sftp://files.example.edu/vcenter`. */
  readonly location: string;
  readonly locationUser: string;
  /** Key of the secret setting with the password of that account. */
  readonly locationPasswordConfig: string;
  /** Key of the secret setting with the password that encrypts the files. */
  readonly encryptionPasswordConfig: string;
}

/** Who takes the backups of a system. */
export type SystemBackup =
  /** The vCenter itself, by a schedule that is kept on it. */
  | ({ readonly by: "vcenter" } & VcenterFiles)
  /** The backup server: a virtual machine of the vCenter, in a job of the class. */
  | { readonly by: "machine"; readonly machine: string }
  /** The backup server: a computer of its protection group, in a job of the class. */
  | { readonly by: "computer"; readonly computer: string; readonly os: OperatingSystem }
  /** The backup server itself, of its own configuration, into one of its repositories. */
  | { readonly by: "configuration"; readonly repository: string }
  /** The system itself, set up by its administrators; it is only looked at. */
  | { readonly by: "exports"; readonly folder: string };

/** A system that the platform consists of, and how it is backed up. */
export interface PlatformSystem {
  readonly name: string;
  readonly what: PlatformSystemKind;
  readonly backup: BackupClass;
  readonly backedUp: SystemBackup;
}

/** What the backup server backs a system up as; undefined where another takes its backups. */
export function systemBackedUpAs({
  backedUp,
}: Pick<PlatformSystem, "backedUp">): BackedUpPlatform | undefined {
  switch (backedUp.by) {
    case "machine":
      return "vsphere";
    case "computer":
      return `physical-${backedUp.os}`;
    default:
      return undefined;
  }
}
