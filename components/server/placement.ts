import type {
  Input,
  Output,
  ProviderResource,
  Resource,
  ResourceHook,
  ResourceHookBinding,
} from "@pulumi/pulumi";
import type { Adoption } from "../service/adoption.js";
import type { Confirmed } from "../service/confirmation.js";
import type { OperatingSystem } from "../service/operatingSystem.js";
import type { PatchProduct } from "../service/patchProducts.js";
import type { replicaAuthentications } from "../service/replica.js";
import type { StorageTier } from "../service/server.js";
import type { AttributeName } from "../service/tags.js";
import type {
  CloudInterface,
  HypervInterface,
  PhysicalInterface,
  VsphereInterface,
} from "./interfaces.js";
import type { VsphereCustomization } from "./vsphereCustomization.js";

/** What every placement says about how its resources are registered. */
interface Ground {
  /** The provider of the platform; the default provider when it is left out. */
  readonly provider?: ProviderResource;
  /** Hooks that guard creates and changes; see `recovery/guard.ts` and `changeWatch.ts`. */
  readonly hooks?: ResourceHookBinding;
  /** What the estate confirms; without it the machine and its disks are protected. */
  readonly confirmed?: Confirmed;
  /** What comes before the server's own resources, which wait for it. */
  readonly after?: readonly Resource[];
  /** What stands already; nothing is created, and what stands is not changed. */
  readonly adopt?: Adoption;
}

/** Where a server stands in a vCenter. Ids come from look-ups, so they may be outputs. */
export interface VspherePlacement extends Ground {
  readonly platform: "vsphere";
  readonly resourcePoolId: Input<string>;
  /** Folder below the datacenter's machine folder, such as `co-managed/chemistry`. */
  readonly folder: Input<string>;
  /** At least one. */
  readonly interfaces: readonly VsphereInterface[];
  readonly datastoreIds: Readonly<Record<StorageTier, Input<string>>>;
  /** Ids of the storage policies behind the tiers that have one. */
  readonly storagePolicyIds?: Readonly<Partial<Record<StorageTier, Input<string>>>>;
  /** A template with its guest system, or an item of a content library. */
  readonly template: { readonly uuid: Input<string>; readonly guestId?: Input<string> };
  /** What the machine is told at its birth. */
  readonly customization: VsphereCustomization;
  /** Ids of the tags that the server carries. */
  readonly tagIds: readonly Input<string>[];
  /** Ids of the custom attributes that it has from birth. */
  readonly attributeIds: Readonly<Record<AttributeName, string>>;
}

/** Where a server stands in an AWS account. */
export interface AwsPlacement extends Ground {
  readonly platform: "aws";
  readonly ami: Input<string>;
  readonly instanceType: string;
  /** At least one; all in one availability zone of one VPC. */
  readonly interfaces: readonly CloudInterface[];
  readonly vpcId: Input<string>;
  readonly availabilityZone: Input<string>;
  /** ARN of the key that encrypts every disk. */
  readonly kmsKeyArn: Input<string>;
  readonly volumes: Readonly<Record<StorageTier, AwsVolume>>;
  /** Name of the spread placement group that keeps the server apart from its peers. */
  readonly spreadGroup?: Input<string>;
  /** What of the server starts from backups. */
  readonly birth?: AwsBirth;
  /** Name of the instance profile with which Systems Manager manages the server. */
  readonly instanceProfile: Input<string>;
  /** The vault that AWS Backup Audit Manager judges its backups by. @default they are not judged */
  readonly auditedVault?: string;
}

/** Backups from which an instance or volumes of it start. */
export interface AwsBirth {
  /** The image that is the backup of the whole server, where it starts from one. */
  readonly ami?: string;
  /** Devices of that image whose disks are volumes of their own. */
  readonly ownDevices: readonly string[];
  /** Snapshots by the labels of the data disks that start from them. */
  readonly snapshots: Readonly<Record<string, string>>;
  /** Labels of data disks that make room for theirs once their server is installed anew. */
  readonly yielding: readonly string[];
}

/** The EBS volume behind a storage tier. */
export interface AwsVolume {
  /** Volume type, such as `gp3`. */
  readonly type: string;
  /** Provisioned operations a second, where the type takes them. */
  readonly iops?: number;
  /** Provisioned MiB a second, where the type takes them. */
  readonly throughput?: number;
}

/** Where a server stands in an Azure subscription. */
export interface AzurePlacement extends Ground {
  readonly platform: "azure";
  readonly resourceGroupName: Input<string>;
  readonly location: string;
  /** At least one; all in one virtual network. */
  readonly interfaces: readonly CloudInterface[];
  readonly image: AzureImage;
  /** Resource id of the availability set that keeps the server apart from its peers. */
  readonly availabilitySetId?: Input<string>;
  /** Size of the machine, such as `Standard_D2s_v5`. */
  readonly machineType: string;
  /** Resource id of the disk encryption set whose key encrypts every disk. */
  readonly diskEncryptionSetId: Input<string>;
  readonly diskTypes: Readonly<Record<StorageTier, AzureDiskType>>;
  /** The first administrator; it counts at birth only. */
  readonly administrator: AzureAdministrator;
  /** How it is backed up; absent where it is not. */
  readonly protection?: AzureProtection;
  /** What of the server starts from backups. */
  readonly birth?: AzureBirth;
}

/** Restored disks from which a machine or data disks of it start. */
export interface AzureBirth {
  /** Resource ids of restored disks by the labels of the data disks that start from them. */
  readonly disks: Readonly<Record<string, Input<string>>>;
  /** The restored system disk, where the server starts from one. */
  readonly system?: AzureRestoredSystem;
  /** Labels of data disks that make room for theirs once their server is installed anew. */
  readonly yielding: readonly string[];
}

/** A restored system disk and how it comes into its machine. */
export interface AzureRestoredSystem {
  /** Resource id of the restored disk. */
  readonly source: Input<string>;
  /** Name of the recovery point. */
  readonly point: string;
  /** The resource group of the restored disks. */
  readonly resourceGroupName: Input<string>;
  /** Resource id of the identity with which Azure runs the script. */
  readonly identityId: string;
}

/** The vault and the policy by which a machine is backed up. */
export interface AzureProtection {
  /** Resource group of the vault. */
  readonly resourceGroupName: string;
  readonly vaultName: string;
  /** Resource id. */
  readonly policyId: Input<string>;
  /** A hook before changes of what protects it. */
  readonly guard?: ResourceHook;
}

/** An image of the Azure marketplace, of generation 2. */
export interface AzureImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}

/** The managed disks behind a storage tier. */
export interface AzureDiskType {
  /** Type of the disks, such as `StandardSSD_LRS`. */
  readonly type: string;
}

/** The first administrator of a machine, and how that person gets in. */
export type AzureAdministrator =
  | { readonly os: "linux"; readonly name: string; readonly sshPublicKey: string }
  | { readonly os: "windows"; readonly name: string; readonly password: Output<string> };

/** Where a server stands on a Hyper-V host. */
export interface HypervPlacement extends Ground {
  readonly platform: "hyperv";
  readonly os: OperatingSystem;
  readonly host: HypervHost;
  /** At least one; all on the host. */
  readonly interfaces: readonly HypervInterface[];
  /** The virtual disk that the system disk is copied from: a file of the host or of a library. */
  readonly image: string;
  /** The folder of the host behind each storage tier. */
  readonly storage: Readonly<Record<StorageTier, string>>;
  /** Names that the server had before. */
  readonly formerly?: readonly string[];
  /** How its host sends a replica; needed where the server has one. */
  readonly replicaLink?: ReplicaLink;
  /** The backup that it is born from. @default its image */
  readonly birth?: HypervBirth;
}

/** A machine that the backup server has written, whose disks become those of a server. */
export interface HypervBirth {
  /** Its GUID, once it is written. */
  readonly machine: Input<string>;
  /** What it is called. */
  readonly written: string;
  /** The folders of the host below which it was written. */
  readonly folders: readonly string[];
}

/** How a Hyper-V host sends replicas to another. */
export interface ReplicaLink {
  /** The name by which it reaches the other. */
  readonly server: string;
  readonly port: number;
  readonly authentication: (typeof replicaAuthentications)[number];
  /** The thumbprint of its own certificate, where the other asks for one. */
  readonly certificate?: string;
}

/** A Hyper-V host and how the automation comes in. */
export interface HypervHost {
  /** Its name in the catalog. */
  readonly name: string;
  readonly address: string;
  /** The public half of its host key. */
  readonly hostKey: string;
  readonly account: string;
  /** What Virtual Machine Manager knows it by, whose server has the address, key and account then. */
  readonly managed?: ManagedHost;
}

/** A Hyper-V host that Virtual Machine Manager manages. */
export interface ManagedHost {
  /** Its name as a computer. */
  readonly computer: string;
  /** The path of the host group in which machines may stand. */
  readonly hostGroup: string;
}

/** A customer's own machine, and what is installed on it from where. */
export interface PhysicalPlacement extends Ground {
  readonly platform: "physical";
  readonly product: PatchProduct;
  /** Asset tag. */
  readonly asset: string;
  readonly serial: string;
  readonly uuid: string;
  readonly bmc: HttpsDoor | IpmiDoor;
  readonly deposit: HttpsDoor;
  /** Serial numbers of drives by the labels of disks. */
  readonly drives: Readonly<Record<string, string>>;
  readonly interface: PhysicalInterface;
  readonly mayErase: boolean;
  /** The image of the installation medium. */
  readonly medium: string;
  readonly administrator: { readonly name: string; readonly sshPublicKey: string };
  readonly timeZone: string;
  /** Names that the server had before. */
  readonly formerly?: readonly string[];
}

/** How the automation comes into something over HTTPS. */
export interface HttpsDoor {
  readonly address: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  readonly user: string;
  readonly password: Output<string>;
}

/** How the automation comes into a BMC over IPMI. */
export interface IpmiDoor {
  readonly address: string;
  readonly cipherSuite: 3 | 17;
  readonly user: string;
  readonly password: Output<string>;
}

/** Where a server stands. */
export type Placement =
  | VspherePlacement
  | AwsPlacement
  | AzurePlacement
  | HypervPlacement
  | PhysicalPlacement;
