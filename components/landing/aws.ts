import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { guardCreates } from "../recovery/guard.js";
import type { AwsPlacement, AwsVolume } from "../server/placement.js";
import type { StorageTier } from "../service/server.js";
import { once } from "./once.js";

/** What an estate finds in its AWS account. */
export interface AwsLandingArgs {
  /** ARN of the alias or key that encrypts the disks; it may belong to the site's account. */
  readonly keyAlias: string;
  /** The volumes behind the storage tiers. */
  readonly volumes: Readonly<Record<StorageTier, AwsVolume>>;
}

/** What distinguishes one server's place from another's. */
export interface AwsSpot {
  readonly ami: string;
  readonly instanceType: string;
  readonly subnetId: string;
}

/** The part of an AWS account in which an estate's servers stand; creates nothing itself. */
export class AwsLanding extends pulumi.ComponentResource {
  private readonly args: AwsLandingArgs;
  private readonly kmsKeyArn: pulumi.Output<string>;
  private readonly hooks: pulumi.ResourceHookBinding;
  private readonly subnet: (id: string) => pulumi.Output<ec2.GetSubnetResult>;

  constructor(name: string, args: AwsLandingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("comanaged:landing:Aws", name, { ...args }, opts);
    this.args = args;
    const invoke = { parent: this };
    this.kmsKeyArn = kms.getKeyOutput({ keyId: args.keyAlias }, invoke).arn;
    this.subnet = once((id) => ec2.getSubnetOutput({ id }, invoke));
    this.hooks = guardCreates(`${name}-aws`, { invoke });
    this.registerOutputs({ kmsKeyArn: this.kmsKeyArn });
  }

  /** The place of one server. */
  place(spot: AwsSpot): AwsPlacement {
    const subnet = this.subnet(spot.subnetId);
    const provider = this.getProvider("aws:ec2/instance:Instance");
    return {
      platform: "aws",
      ...spot,
      ...(provider && { provider }),
      hooks: this.hooks,
      vpcId: subnet.vpcId,
      availabilityZone: subnet.availabilityZone,
      kmsKeyArn: this.kmsKeyArn,
      volumes: this.args.volumes,
    };
  }
}
