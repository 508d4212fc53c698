import type { DataLevel } from "./dataLevel.js";
import type { Flow } from "./firewall/flow.js";
import type { Replica } from "./replica.js";
import type { Snapshot } from "./snapshot.js";

/** What a server is used for; production is protected against deletion. */
export const environments = ["production", "test", "development"] as const;

/** What a server is used for; production is protected against deletion. */
export type Environment = (typeof environments)[number];

/** The storage tiers of the catalog. */
export const storageTiers = ["standard", "fast"] as const;

/** How fast a disk is; each platform maps the tier to its own storage. */
export type StorageTier = (typeof storageTiers)[number];

/** The label of the disk that the operating system starts from. Every server has it. */
export const systemDisk = "system";

/** A disk of a server. Its label is its identity; its place in a list never is. */
export interface Disk {
  /** Size in GiB. */
  readonly sizeGiB: number;
  /** Storage tier. */
  readonly tier: StorageTier;
  /**
   * Detached, with its data kept, until its end is confirmed.
   *
   * @default false
   */
  readonly removed?: boolean;
  /** Where an adopted disk sat when it was taken over; it stays there for good. */
  readonly adopted?: AdoptedPlace;
  /** On vSphere, the file of a disk that was attached again when the server was installed anew. */
  readonly path?: string;
}

/** The place of an adopted disk. */
export interface AdoptedPlace {
  /** Unit number on vSphere, logical unit on Azure; 0 to 59. */
  readonly slot: number;
  /** What the provider of vSphere called it, such as `disk1`. */
  readonly label?: string;
  /** The file of the disk on a Hyper-V host. */
  readonly file?: string;
}

/** Limits of a memory that begins with the one of the description. */
export interface MemoryLimits {
  readonly minimumGiB: number;
  readonly maximumGiB: number;
}

/** The facts of a server that its tags repeat. */
export interface ServerFacts {
  /** Short name of the customer, such as `chemistry`. */
  readonly owner: string;
  /** The customer's service that runs on the server, such as `lims`. */
  readonly service: string;
  readonly environment: Environment;
  readonly costCenter: string;
  readonly dataLevel: DataLevel;
  /** Name of the patch group within the estate. */
  readonly patchGroup: string;
  /** Name of the backup class within the catalog. */
  readonly backupClass: string;
}

/** A co-managed server in the words of the service, the same on every platform. */
export interface ServerDescription extends ServerFacts {
  readonly cpus: number;
  /** Memory in GiB. */
  readonly memoryGiB: number;
  /**
   * Limits between which its host moves the memory of the running server; on Hyper-V only.
   *
   * @default static
   */
  readonly dynamicMemory?: MemoryLimits;
  /**
   * Name of the hours outside of which an instance scheduler stops it; clouds only.
   *
   * @default always
   */
  readonly runs?: string;
  /** Disks by label; the label `system` is required. */
  readonly disks: Readonly<Record<string, Disk>>;
  /**
   * Whether the server has a virtual TPM, always with UEFI and Secure Boot. On Azure it always
   * has one; on AWS its image decides.
   *
   * @default false
   */
  readonly tpm?: boolean;
  /**
   * The traffic that the server needs, the provider's first. Everything else that comes in is
   * refused; when absent, the platform decides.
   */
  readonly firewall?: readonly Flow[];
  /** Snapshots of its disks by name, on vSphere and Hyper-V only. */
  readonly snapshots?: Readonly<Record<string, Snapshot>>;
  /** A copy that another host keeps, on Hyper-V only. It is no backup. */
  readonly replica?: Replica;
  /**
   * Whether it is out of service for good: shut down, and cut off from every network.
   *
   * @default false
   */
  readonly retired?: boolean;
  /**
   * Raised, it installs the server anew from the image of now.
   *
   * @default 1
   */
  readonly generation?: number;
  /** When the backup was taken to which the machine was brought back in place, if it was. */
  readonly broughtBackTo?: string;
}
