import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import type { InvokeOptions } from "@pulumi/pulumi";
import { allFound, find, findEach } from "./lookUps.js";

/** What an estate names in its AWS account. */
export interface AwsNames {
  /** ARN of the alias or key that encrypts the disks; it may belong to the site's account. */
  readonly keyAlias: string;
  /** Ids of the subnets in which servers stand. */
  readonly subnets: readonly string[];
}

/** A subnet and where it lies. */
export interface Subnet {
  readonly id: string;
  readonly vpcId: string;
  readonly availabilityZone: string;
}

/** What an estate found in its AWS account. */
export interface AwsGround {
  readonly kmsKeyArn: string;
  readonly subnets: ReadonlyMap<string, Subnet>;
}

/**
 * Finds what an estate names in its AWS account.
 *
 * @throws RunError that lists everything that is not there
 */
export async function findAwsGround(names: AwsNames, opts: InvokeOptions): Promise<AwsGround> {
  const { keyAlias } = names;
  const [key, subnets] = await allFound([
    find(`key ${keyAlias}`, kms.getKey({ keyId: keyAlias }, opts)),
    findEach(names.subnets, (id) => find(`subnet ${id}`, ec2.getSubnet({ id }, opts))),
  ]);
  return { kmsKeyArn: key.arn, subnets };
}
