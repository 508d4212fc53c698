import * as resources from "@pulumi/azure-native/resources";
import * as pulumi from "@pulumi/pulumi";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { CloudInterface } from "../server/interfaces.js";
import type {
  AzureAdministrator,
  AzureDiskType,
  AzureImage,
  AzurePlacement,
} from "../server/placement.js";
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
}

/** The resource group in which an estate's servers stand, guarded against doubles. */
export class AzureLanding extends pulumi.ComponentResource {
  private readonly args: AzureLandingArgs;
  private readonly hooks: pulumi.ResourceHookBinding;
  private readonly group: resources.ResourceGroup;

  constructor(name: string, args: AzureLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:landing:Azure", name, { ...args }, opts);
    this.args = args;
    this.hooks = guardCreates(`${name}-azure`, { invoke: { parent: this } });
    this.group = new resources.ResourceGroup(
      `${name}-azure-group`,
      {
        resourceGroupName: `co-managed-${name}`,
        location: args.location,
        tags: {
          [tagKeys.owner]: args.owner,
          [idempotencyTag]: idempotencyKey(name, "azure-group"),
        },
      },
      { parent: this, hooks: this.hooks },
    );
    this.registerOutputs({ resourceGroup: this.group.name });
  }

  /** The place of one server. */
  place(spot: AzureSpot): AzurePlacement {
    const provider = this.getProvider("azure-native:compute:VirtualMachine");
    const { location, diskEncryptionSetId, diskTypes } = this.args;
    return {
      platform: "azure",
      ...spot,
      ...{ location, diskEncryptionSetId, diskTypes },
      ...(provider && { provider }),
      hooks: this.hooks,
      resourceGroupName: this.group.name,
    };
  }
}
