import type { Access } from "../../components/service/access/access.js";
import type { AddressPlan, RoutedPlan } from "../../components/service/addresses.js";
import type { Adoption } from "../../components/service/adoption.js";
import type { BackupClass } from "../../components/service/backup/backupClass.js";
import type { BackupServer } from "../../components/service/backup/backupServer.js";
import type { DataLocations } from "../../components/service/backup/dataLocations.js";
import type { VaultLock } from "../../components/service/backup/lock.js";
import type { PlatformSystem } from "../../components/service/backup/platformSystem.js";
import type { Confirmation } from "../../components/service/confirmation.js";
import type { Interruptions } from "../../components/service/interruption.js";
import type { OperatingSystem } from "../../components/service/operatingSystem.js";
import type { PatchProduct } from "../../components/service/patchProducts.js";
import type { replicaAuthentications } from "../../components/service/replica.js";
import type { Restored } from "../../components/service/restore.js";
import type { Retirement } from "../../components/service/retirement.js";
import type { ServerDescription, StorageTier } from "../../components/service/server.js";
import type { Approval } from "../../components/service/time/approvals.js";
import type { LeadTimes } from "../../components/service/time/notice.js";
import type { Freeze, Schedule } from "../../components/service/time/schedule.js";
import type { MaintenanceWindow } from "../../components/service/window.js";
import type { AccountEntry } from "./accountModel.js";

export type { AccountEntry } from "./accountModel.js";
export type { Site } from "./site.js";

/** A maintenance window with its name in the catalog. */
export interface NamedWindow extends MaintenanceWindow {
  readonly name: string;
}

/** An operating system with what it starts from on each platform that has it. */
export interface Image {
  readonly name: string;
  readonly os: OperatingSystem;
  readonly product: PatchProduct;
  readonly minimumSystemDiskGiB: number;
  /** Whether servers have a virtual TPM when they say nothing about it. */
  readonly tpm: boolean;
  /** What machines in vCenter are cloned from. */
  readonly source?: VsphereSource;
  /** AMI of EC2. */
  readonly ami?: string;
  /** Image of the Azure marketplace. */
  readonly azure?: AzureImage;
  /** Virtual disk on the hosts of Hyper-V. */
  readonly vhdx?: string;
  readonly library?: string;
  /** Image of the medium from which physical servers are installed. */
  readonly medium?: string;
}

/** What a virtual machine is cloned from: a template, or an item of a content library. */
export type VsphereSource =
  | { readonly template: string }
  | { readonly library: string; readonly item: string };

/** An image of the Azure marketplace. */
export interface AzureImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}

/** A network in vCenter. */
export interface VsphereNetwork {
  readonly name: string;
  readonly platform: "vsphere";
  readonly portGroup: string;
  /** Absent where servers get dynamic addresses only. */
  readonly addresses?: RoutedPlan | undefined;
}

/** A network in AWS. */
export interface AwsNetwork {
  readonly name: string;
  readonly platform: "aws";
  readonly subnet: string;
  /** Absent where servers get dynamic addresses only. */
  readonly addresses?: AddressPlan | undefined;
}

/** A network in Azure. */
export interface AzureNetwork {
  readonly name: string;
  readonly platform: "azure";
  /** Resource id. */
  readonly subnet: string;
  /** Absent where servers get dynamic addresses only. */
  readonly addresses?: AddressPlan | undefined;
}

/** Where on a host of Hyper-V machines are plugged in. */
export interface HypervPlug {
  readonly host: string;
  readonly switch: string;
  /** Untagged when absent. */
  readonly vlan?: number | undefined;
  /** Absent where servers get dynamic addresses only. */
  readonly addresses?: RoutedPlan | undefined;
}

/** A network on a host of Hyper-V. */
export interface HypervNetwork extends HypervPlug {
  readonly name: string;
  readonly platform: "hyperv";
  /** On hosts that Virtual Machine Manager manages. */
  readonly vmNetwork?: string | undefined;
}

/** A network into which physical servers are plugged; their addresses are for good. */
export interface PhysicalNetwork {
  readonly name: string;
  readonly platform: "physical";
  readonly addresses: RoutedPlan;
}

/** A network on any platform. */
export type Network = VsphereNetwork | AwsNetwork | AzureNetwork | HypervNetwork | PhysicalNetwork;

/** A network in which a server has an interface. */
export interface Attachment<N extends Network = Network> {
  readonly network: N;
  /** The address for good; dynamic when absent. */
  readonly address?: string;
}

/** What a new virtual machine of vSphere is told at its birth. */
export interface Customization {
  /** DNS domain of the host names. */
  readonly domain: string;
  /** IANA time zone. */
  readonly timeZone: string;
  /** Key of the secret setting with the first password for Windows. */
  readonly administratorPasswordConfig: string;
  /** The domain of Active Directory that Windows servers join. */
  readonly join?:
    | {
        readonly domain: string;
        readonly user: string;
        /** Key of the secret setting with the user's password. */
        readonly passwordConfig: string;
      }
    | undefined;
}

/** Where and on what virtual machines stand in vCenter. */
export interface VsphereOffer {
  readonly datacenter: string;
  readonly resourcePool: string;
  readonly folder: string;
  readonly datastores: Readonly<Record<StorageTier, string>>;
  readonly customization: Customization;
  /** Names of the storage policies behind the tiers that have one. */
  readonly storagePolicies: Readonly<Partial<Record<StorageTier, string | undefined>>>;
  /** The cluster that keeps peers apart. */
  readonly cluster?: string | undefined;
  /** The port group in which retired servers stand. */
  readonly quarantine?: string | undefined;
  /** The host on which backups show from which servers start. */
  readonly restoreHost?: string | undefined;
  /** The key provider for virtual TPMs. */
  readonly keyProvider?: string | undefined;
  /** Places in which servers are brought up when their site is lost. */
  readonly recovery?: Readonly<Record<string, VsphereRecoveryPlace>> | undefined;
}

/** Where the backup server keeps backups that are made at the site of a place. */
interface RecoveryRepositories {
  readonly repository: string;
  /** Repositories for their copies, by the places of classes. */
  readonly backupCopies: Readonly<Record<string, string>>;
}

/** What servers stand on at the site of a place. */
export interface VsphereRecoveryPlace
  extends Omit<VsphereOffer, "customization" | "recovery" | "restoreHost">,
    RecoveryRepositories {
  /** The vCenter there, by its name and as the backup server knows it. */
  readonly vcenter: string;
  readonly restoreHost: string;
  /** Port groups by the networks that they stand for. */
  readonly networks: Readonly<Record<string, string>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, string>> | undefined;
}

/** The EBS volume behind a storage tier. */
export interface Volume {
  readonly type: "gp3" | "io2";
  /** Provisioned operations a second. */
  readonly iops?: number;
  /** Provisioned MiB a second. */
  readonly throughput?: number;
}

/** The size of an instance type. */
export interface MachineSize {
  readonly cpus: number;
  readonly memoryGiB: number;
  /** The most network interfaces. */
  readonly interfaces: number;
}

/** What EC2 instances are made of. */
export interface AwsOffer {
  /** ARN of the alias of the key that encrypts all disks. */
  readonly keyAlias: string;
  readonly volumes: Readonly<Record<StorageTier, Volume>>;
  readonly instanceTypes: Readonly<Record<string, MachineSize>>;
  /** ARNs of the vaults for copies of backups, by place. */
  readonly backupCopies: Readonly<Record<string, string>>;
  /** Name of the bucket that gets daily reports of backups. */
  readonly backupReports?: string | undefined;
  /** Places in which servers are brought up when their region is lost. */
  readonly recovery: Readonly<Record<string, AwsRecoveryPlace>>;
}

/** What servers stand on in the account and region of the vault of a place. */
export interface AwsRecoveryPlace {
  readonly keyAlias: string;
  readonly backupCopies: Readonly<Record<string, string>>;
  /** Subnets by the networks that they stand for. */
  readonly networks: Readonly<Record<string, string>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, string>> | undefined;
}

/** What servers stand on in the location of the copies at a place. */
export interface AzureRecoveryPlace {
  readonly diskEncryptionSet: { readonly resourceGroup: string; readonly name: string };
  /** Locations of copies that are made there, by the places that classes name. */
  readonly backupCopies: Readonly<Record<string, string>>;
  /** Subnets by the networks that they stand for. */
  readonly networks: Readonly<Record<string, string>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, string>> | undefined;
}

/** The size of a machine type of Azure. */
export interface AzureMachineSize extends MachineSize {
  /** The most disks besides the system disk. */
  readonly dataDisks: number;
}

/** What machines on Azure are made of. */
export interface AzureOffer {
  /** The disk encryption set that each subscription has. */
  readonly diskEncryptionSet: { readonly resourceGroup: string; readonly name: string };
  readonly diskTypes: Readonly<Record<StorageTier, { readonly type: string }>>;
  readonly machineTypes: Readonly<Record<string, AzureMachineSize>>;
  readonly administrator: {
    readonly name: string;
    readonly sshPublicKey: string;
    /** Key of the secret setting with the first password for Windows. */
    readonly passwordConfig: string;
  };
  /** Locations of copies of backups, by the places that classes name. */
  readonly backupCopies: Readonly<Record<string, string>>;
  /** Resource id of the Log Analytics workspace for Azure's reports of backups. */
  readonly backupReports?: string | undefined;
  /** What servers stand on at the places of copies, once their own location is lost. */
  readonly recovery: Readonly<Record<string, AzureRecoveryPlace>>;
  /** The managed identity that restores, of which each subscription has one. */
  readonly restoreIdentity?: { readonly resourceGroup: string; readonly name: string } | undefined;
}

/** A host of Hyper-V. */
export interface HypervHostOffer {
  readonly address: string;
  readonly hostKey: string;
  /** How it takes replicas; it takes none when absent. */
  readonly takesReplicas?:
    | {
        readonly server: string;
        readonly port: number;
        readonly authentication: (typeof replicaAuthentications)[number];
      }
    | undefined;
  /** The thumbprint of the certificate with which it sends replicas. */
  readonly certificate?: string | undefined;
}

/** The hosts of Hyper-V and what machines stand on there. */
export interface HypervOffer {
  /** With which the automation comes in. */
  readonly account: string;
  readonly hosts: Readonly<Record<string, HypervHostOffer>>;
  readonly vmm?: VmmOffer | undefined;
  /** The folder behind each storage tier, on every host. */
  readonly storage: Readonly<Record<StorageTier, string>>;
  /** Of the servers' clocks. */
  readonly timeZone: string;
  /** Places in which servers are brought up when their site is lost. */
  readonly recovery?: Readonly<Record<string, HypervRecoveryPlace>> | undefined;
}

/** What servers stand on at the site of a place. */
export interface HypervRecoveryPlace
  extends Pick<HypervOffer, "account" | "hosts" | "storage">,
    RecoveryRepositories {
  /** Networks there by those that they stand for. */
  readonly networks: Readonly<Record<string, HypervPlug>>;
  /** The same for rehearsals. */
  readonly rehearsal?: Readonly<Record<string, HypervPlug>> | undefined;
}

/** Virtual Machine Manager, and the hosts that it manages. */
export interface VmmOffer {
  readonly address: string;
  readonly hostKey: string;
  readonly account: string;
  /** The path of the group on whose hosts machines may stand. */
  readonly hostGroup: string;
  /** What it calls its hosts, by their names in the catalog. */
  readonly hosts: Readonly<Record<string, string>>;
}

/** How the automation comes into something over HTTPS. */
interface HttpsDoor {
  readonly address: string;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  readonly user: string;
  /** Key of the secret setting with the password. */
  readonly passwordConfig: string;
}

/** How the automation comes into a BMC: with a fingerprint over Redfish, without one over IPMI. */
export interface BmcDoor extends Omit<HttpsDoor, "fingerprint"> {
  readonly fingerprint?: string | undefined;
  readonly cipherSuite?: 3 | 17 | undefined;
}

/** A machine that a customer has bought. */
export interface Asset {
  readonly owner: string;
  readonly serial: string;
  readonly uuid: string;
  readonly bmc: BmcDoor;
  /** Serial numbers of drives by the labels of disks. */
  readonly disks: Readonly<Record<string, string>>;
  /** MAC addresses by networks. */
  readonly interfaces: Readonly<Record<string, string>>;
  readonly mayErase: boolean;
  /** Whether people may come to its consoles; either when absent. */
  readonly consoles?: "open" | "closed" | undefined;
}

/** The customers' own hardware, and what is installed on it from where. */
export interface PhysicalOffer {
  /** By asset tag. */
  readonly assets: Readonly<Record<string, Asset>>;
  readonly deposit: HttpsDoor;
  readonly administrator: { readonly name: string; readonly sshPublicKey: string };
  /** Wanted levels, such as `>= 2.20`, by models and by what they are of. */
  readonly firmware: Readonly<Record<string, Readonly<Record<string, string | undefined>>>>;
  /** Of the servers' clocks. */
  readonly timeZone: string;
}

/** The provider's Windows Server Update Services. */
interface WindowsUpdate {
  /** Such as `https://wsus.example.edu:8531`. */
  readonly wsusServer: string;
}

/** A forge whose reviews the gate can read. */
export type ForgeName = "github" | "gitlab" | "azureDevOps";

/** Login names on forges, by mail address. */
export type Logins = Readonly<
  Record<string, Readonly<Partial<Record<ForgeName, string | undefined>>>>
>;

/** What backs up the servers of the provider's own datacenters. */
export interface BackupServerOffer extends BackupServer {
  /** Key of the secret setting with the password of its account. */
  readonly passwordConfig: string;
}

/** What the provider offers to every estate, by name. */
export interface Catalog {
  readonly platforms: {
    readonly vsphere?: VsphereOffer;
    readonly aws?: AwsOffer;
    readonly azure?: AzureOffer;
    readonly hyperv?: HypervOffer;
    readonly physical?: PhysicalOffer;
  };
  readonly images: Readonly<Record<string, Image>>;
  readonly networks: Readonly<Record<string, Network>>;
  readonly windows: Readonly<Record<string, NamedWindow>>;
  readonly freezes: readonly Freeze[];
  readonly backupClasses: Readonly<Record<string, BackupClass>>;
  /** The provider's own systems. */
  readonly platformSystems: readonly PlatformSystem[];
  /** Where Windows servers that patch themselves get updates; from Microsoft when absent. */
  readonly windowsUpdate?: WindowsUpdate;
  /** Absent where the provider's own datacenters have none. */
  readonly backupServer?: BackupServerOffer;
  /** Absent where nothing is said of where data may lie. */
  readonly dataLocations?: DataLocations;
  /** Mail addresses of those who may allow exceptions from rules. */
  readonly approvers: readonly string[];
  readonly approverLogins: Logins;
}

interface PlacedServer extends ServerDescription, Restored {
  /** Host name, unique in the estate. */
  readonly name: string;
  readonly os: OperatingSystem;
  /** The window of its patch group. */
  readonly window: NamedWindow;
  /** The window with everything that changes single openings of it. */
  readonly schedule: Schedule;
  /** Servers with the same name here are kept apart. */
  readonly apart?: string;
  /** Names that it had before, the oldest first. */
  readonly formerly?: readonly string[];
  /** The machine that stands already, as long as it is taken over. */
  readonly adopt?: Adoption;
  /** The end of its life; once it has begun, its patch group is `retired`. */
  readonly retirement?: Retirement;
  /** When `up` may restart it. */
  readonly interruptions: Interruptions;
  /** The backup class that `backupClass` names. */
  readonly backup: BackupClass;
}

/** A server on vSphere with everything that it refers to. */
export interface VsphereServer extends PlacedServer {
  readonly platform: "vsphere";
  readonly image: {
    readonly name: string;
    readonly source: VsphereSource;
    readonly product: PatchProduct;
  };
  /** In the order of the interfaces; at least one. */
  readonly networks: readonly Attachment<VsphereNetwork>[];
}

/** A server on AWS with everything that it refers to. */
export interface AwsServer extends PlacedServer {
  readonly platform: "aws";
  readonly image: {
    readonly name: string;
    readonly ami: string;
    readonly product: PatchProduct;
  };
  /** In the order of the interfaces; at least one. */
  readonly networks: readonly Attachment<AwsNetwork>[];
  /** The instance type that has exactly the CPUs and the memory of the server. */
  readonly instanceType: string;
}

/** A server on Azure with everything that it refers to. */
export interface AzureServer extends PlacedServer {
  readonly platform: "azure";
  readonly image: {
    readonly name: string;
    readonly azure: AzureImage;
    readonly product: PatchProduct;
  };
  /** In the order of the interfaces; at least one. */
  readonly networks: readonly Attachment<AzureNetwork>[];
  /** The machine type that has exactly the CPUs and the memory of the server. */
  readonly machineType: string;
}

/** A server on Hyper-V with everything that it refers to. */
export interface HypervServer extends PlacedServer {
  readonly platform: "hyperv";
  readonly image: {
    readonly name: string;
    readonly vhdx: string;
    /** The same in the library of Virtual Machine Manager. */
    readonly library?: string;
    readonly product: PatchProduct;
  };
  /** In the order of the interfaces; at least one, all of one host. */
  readonly networks: readonly Attachment<HypervNetwork>[];
}

/** A physical server with everything that it refers to. */
export interface PhysicalServer extends PlacedServer {
  readonly platform: "physical";
  /** Asset tag of its machine, which the customer owns. */
  readonly asset: string;
  readonly image: {
    readonly name: string;
    readonly medium: string;
    readonly product: PatchProduct;
  };
  /** One, with an address for good. */
  readonly networks: readonly Attachment<PhysicalNetwork>[];
}

/** A server of an estate: defaults applied, references resolved. */
export type ResolvedServer =
  | VsphereServer
  | AwsServer
  | AzureServer
  | HypervServer
  | PhysicalServer;

/** Who owns the servers of an estate. */
export interface Customer {
  readonly name: string;
  readonly owner: string;
  readonly costCenter: string;
  readonly contact: string;
  /** The customer's group in the directory, such as `EXAMPLE\chemistry-servers`. */
  readonly group?: string | undefined;
}

/** The AWS account and region of an estate. */
export interface AwsTarget {
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
}

/** The Azure subscription and location of an estate. */
export interface AzureTarget {
  readonly subscription: string;
  readonly location: string;
}

/** Servers that are patched in one window. */
export interface PatchGroup {
  /** The value of its servers' tag. */
  readonly name: string;
  /** The group of the estate that it is; another one's for servers whose patches are put off. */
  readonly base: string;
  readonly window: NamedWindow;
  /** The window with everything that changes single openings of it. */
  readonly schedule: Schedule;
  /** The group that is patched before it in every patch cycle. */
  readonly after?: Predecessor;
}

/** The group on which patches are tested, and how long the test lasts. */
export interface Predecessor {
  readonly group: string;
  /** Hours from the end of that group's window to the start of this one's. */
  readonly soakHours: number;
}

/** Everything of one customer: defaults applied, references resolved. */
export interface Estate {
  /** Name of the stack. */
  readonly stack: string;
  /** The planning date, `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly customer: Customer;
  /** Present when a server stands on AWS. */
  readonly aws?: AwsTarget;
  /** Present when a server stands on Azure. */
  readonly azure?: AzureTarget;
  readonly patchGroups: Readonly<Record<string, PatchGroup>>;
  /** All of them in force on the planning date. */
  readonly confirmations: readonly Confirmation[];
  /** Present when the catalog says how servers are reached. */
  readonly access?: Access;
  /** All of them in force on the planning date. */
  readonly approvals: readonly Approval[];
  /** Leave to lock the vaults of backup classes for good, by class. */
  readonly vaultLocks: Readonly<Record<string, VaultLock>>;
  /** The least notice before openings. */
  readonly lead: LeadTimes;
  /** The least notice before openings in which changes restart servers. */
  readonly maintenanceHours: number;
  /** What the planning date has passed and can be removed from the file, one sentence each. */
  readonly leftovers: readonly string[];
  /** In the order of the file. */
  readonly servers: readonly ResolvedServer[];
  /** The servers that a server needs, by its name; in no circle. */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  /** In the order of the file. */
  readonly accounts: readonly AccountEntry[];
}
