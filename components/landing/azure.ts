import * as compute from "@pulumi/azure-native/compute";
import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { CloudInterface } from "../server/interfaces.js";
import type {
  AzureAdministrator,
  AzureBirth,
  AzureDiskType,
  AzureImage,
  AzurePlacement,
  AzureProtection,
} from "../server/placement.js";
import { azureGroupName } from "../service/azureGroupName.js";
import type { StorageTier } from "../service/server.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";

/** What an estate's servers share in its Azure subscription. */
export interface AzureLandingArgs {
  /** Short name of the customer, such as `chemistry`. */
  readonly owner: string;
  /** Location, such as `germanywestcentral`. */
  readonly location: string;
  /** Resource id of the disk encryption set, in the same subscription and location. */
  readonly diskEncryptionSetId: pulumi.Input<string>;
  /** The managed disks behind the storage tiers. */
  readonly diskTypes: Readonly<Record<StorageTier, AzureDiskType>>;
}

/** What distinguishes one server's place from another's. */
export interface AzureSpot {
  readonly image: AzureImage;
  readonly machineType: string;
  /** At least one; all in one virtual network. */
  readonly interfaces: readonly CloudInterface[];
  readonly administrator: AzureAdministrator;
  /** Servers of one landing with the same name here share no fault domain while there is another. */
  readonly apart?: string;
  /** How the server is backed up; absent where it is not. */
  readonly protection?: AzureProtection;
  /** Backups from which the server or disks of it start. */
  readonly birth?: AzureBirth;
}

/** The resource group in which an estate's servers stand, guarded against doubles. */
export class AzureLanding extends pulumi.ComponentResource {
  /** Hooks that guard creates in this subscription. */
  readonly hooks: pulumi.ResourceHookBinding;
  /** Name of the resource group, known before it is there. */
  readonly resourceGroup: string;
  /** The same name once the group is there. */
  readonly resourceGroupName: pulumi.Output<string>;
  private readonly args: AzureLandingArgs;
  private readonly name: string;
  private readonly sets = new Map<string, pulumi.Output<string>>();

  constructor(name: string, args: AzureLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:landing:Azure", name, { ...args }, opts);
    this.args = args;
    this.name = name;
    this.hooks = guardCreates(`${name}-azure`, { invoke: { parent: this } });
    this.resourceGroup = azureGroupName(name);
    const group = new resources.ResourceGroup(
      `${name}-azure-group`,
      {
        resourceGroupName: this.resourceGroup,
        location: args.location,
        tags: {
          [tagKeys.owner]: args.owner,
          [idempotencyTag]: idempotencyKey(name, "azure-group"),
        },
      },
      { parent: this, hooks: this.hooks },
    );
    this.resourceGroupName = group.name;
    this.registerOutputs({ resourceGroup: this.resourceGroupName });
  }

  /** The place of one server. */
  place({ apart, ...spot }: AzureSpot): AzurePlacement {
    const provider = this.getProvider("azure-native:compute:VirtualMachine");
    const { location, diskEncryptionSetId, diskTypes } = this.args;
    return {
      platform: "azure",
      ...spot,
      ...{ location, diskEncryptionSetId, diskTypes },
      ...(provider && { provider }),
      hooks: this.hooks,
      resourceGroupName: this.resourceGroupName,
      ...(apart !== undefined && { availabilitySetId: this.availabilitySet(apart) }),
    };
  }

  /** The availability set of some peers, made for the first of them. */
  private availabilitySet(apart: string): pulumi.Output<string> {
    const known = this.sets.get(apart);
    if (known !== undefined) {
      return known;
    }
    const { location, owner } = this.args;
    const role = `apart-${apart}`;
    const set = new compute.AvailabilitySet(
      `${this.name}-${role}`,
      {
        resourceGroupName: this.resourceGroupName,
        availabilitySetName: role,
        location,
        // Managed disks want "Aligned"; every location has two fault domains.
        sku: { name: "Aligned" },
        platformFaultDomainCount: 2,
        platformUpdateDomainCount: 5,
        tags: {
          [tagKeys.owner]: owner,
          [idempotencyTag]: idempotencyKey(this.name, role),
        },
      },
      { parent: this, hooks: this.hooks },
    );
    this.sets.set(apart, set.id);
    return set.id;
  }
}
