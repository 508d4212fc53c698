import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { createManagedProfile } from "../patching/awsManagement.js";
import { guardCreates } from "../recovery/guard.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import type { CloudInterface } from "../server/interfaces.js";
import type { AwsBirth, AwsPlacement, AwsVolume } from "../server/placement.js";
import type { StorageTier } from "../service/server.js";
import { idempotencyTag } from "../service/tags.js";
import type { Subnet } from "./awsGround.js";

/** What an estate's servers share in its AWS account. */
export interface AwsLandingArgs {
  /** ARN of the key that encrypts the disks; it may belong to the site's account. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** The volumes behind the storage tiers. */
  readonly volumes: Readonly<Record<StorageTier, AwsVolume>>;
}

/** What distinguishes one server's place from another's. */
export interface AwsSpot {
  readonly ami: string;
  readonly instanceType: string;
  /** The subnet of the first interface, which decides the VPC and the availability zone. */
  readonly subnet: Subnet;
  /** An address for good in it; dynamic when absent. */
  readonly address?: string;
  /**
   * Further interfaces, in subnets of the same availability zone.
   *
   * @default none
   */
  readonly further?: readonly CloudInterface[];
  /** Servers of one landing with the same name here stand on different racks. */
  readonly apart?: string;
  /** Backups from which the server or disks of it start. */
  readonly birth?: AwsBirth;
  /** The vault that AWS Backup Audit Manager judges its backups by. */
  readonly auditedVault?: string;
}

/** The part of an AWS account in which an estate's servers stand, guarded against doubles. */
export class AwsLanding extends pulumi.ComponentResource {
  /** Hooks that guard creates in this account. */
  readonly hooks: pulumi.ResourceHookBinding;
  private readonly args: AwsLandingArgs;
  private readonly name: string;
  private readonly spreadGroups = new Map<string, pulumi.Output<string>>();
  private readonly instanceProfile: pulumi.Output<string>;

  constructor(name: string, args: AwsLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:landing:Aws", name, { ...args }, opts);
    this.args = args;
    this.name = name;
    this.hooks = guardCreates(`${name}-aws`, { invoke: { parent: this } });
    this.instanceProfile = createManagedProfile(name, { parent: this, hooks: this.hooks });
    this.registerOutputs({ kmsKeyArn: args.kmsKeyArn, instanceProfile: this.instanceProfile });
  }

  /** The place of one server. */
  place({ subnet, address, further = [], apart, ...machine }: AwsSpot): AwsPlacement {
    const first = { network: "main", subnetId: subnet.id, ...(address && { address }) };
    const provider = this.getProvider("aws:ec2/instance:Instance");
    return {
      platform: "aws",
      ...machine,
      ...this.args,
      ...(provider && { provider }),
      hooks: this.hooks,
      instanceProfile: this.instanceProfile,
      ...(apart !== undefined && { spreadGroup: this.spreadGroup(apart) }),
      interfaces: [first, ...further],
      vpcId: subnet.vpcId,
      availabilityZone: subnet.availabilityZone,
    };
  }

  /** The placement group of some peers, made for the first of them. */
  private spreadGroup(apart: string): pulumi.Output<string> {
    const known = this.spreadGroups.get(apart);
    if (known !== undefined) {
      return known;
    }
    const role = `apart-${apart}`;
    const group = new ec2.PlacementGroup(
      `${this.name}-${role}`,
      {
        name: `${this.name}-${role}`,
        strategy: "spread",
        spreadLevel: "rack",
        tags: { [idempotencyTag]: idempotencyKey(this.name, role) },
      },
      { parent: this, hooks: this.hooks },
    );
    this.spreadGroups.set(apart, group.name);
    return group.name;
  }
}
