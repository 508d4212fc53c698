import type { OperatingSystem } from "../operatingSystem.js";
import type { Platform } from "../platform.js";

/** The kinds of backup servers for machines of the provider's own datacenters. */
export const backupServerKinds = ["veeam"] as const;

/** A kind of backup server. */
export type BackupServerKind = (typeof backupServerKinds)[number];

/** What a backup server backs up in the same jobs: platforms, and hardware by what runs on it. */
export const backedUpPlatforms = [
  "vsphere",
  "hyperv",
  "physical-linux",
  "physical-windows",
] as const;

/** What a backup server backs up in the same jobs. */
export type BackedUpPlatform = (typeof backedUpPlatforms)[number];

/** What a server is to a backup server; undefined in the clouds, which back up themselves. */
export function backedUpAs(server: {
  readonly platform: Platform;
  readonly os: OperatingSystem;
}): BackedUpPlatform | undefined {
  switch (server.platform) {
    case "vsphere":
    case "hyperv":
      return server.platform;
    case "physical":
      return server.os === "windows" ? "physical-windows" : "physical-linux";
    default:
      return undefined;
  }
}

/** Whether an agent within the operating system backs up. */
export function usesAgent(platform: BackedUpPlatform): boolean {
  return platform === "physical-linux" || platform === "physical-windows";
}

/** By what the certificate of a server is known. */
export type ServerTrust =
  /** SHA-256 of the certificate, in hexadecimal digits with colons. */
  | { readonly fingerprint: string }
  /** The authority that signs it, as PEM. */
  | { readonly authority: string };

/** What backs up the machines of the provider's own datacenters. */
export interface BackupServer {
  readonly kind: BackupServerKind;
  /** Such as `https://backup.example.edu:9419`. */
  readonly address: string;
  /** The account as which jobs are kept. */
  readonly user: string;
  readonly trust: ServerTrust;
  /** IANA time zone in which its clock hangs. */
  readonly timeZone: string;
  /** The vCenter, as the backup server knows it. */
  readonly vcenter: string;
  /** The protection group of the physical servers there; absent where they are not backed up. */
  readonly protectionGroup?: string;
  /** What the password that encrypts the backups is called there. */
  readonly encryptionPassword: string;
  /**
   * How the credentials are described with which it writes files and shows disks on Linux; files else
   * with those of its jobs.
   */
  readonly linuxCredentials?: string;
  /** How the credentials are described with which it shows disks on Windows. */
  readonly windowsCredentials?: string;
  /** The repository of backups. */
  readonly repository: string;
  /** The repositories for copies, by the places that backup classes name. */
  readonly backupCopies: Readonly<Record<string, string>>;
}
