import * as ec2 from "@pulumi/aws/ec2";
import type { InvokeOptions } from "@pulumi/pulumi";
import type { AwsRecoveryPoint } from "../server/awsBirth.plan.js";
import { find, findEach } from "./lookUps.js";

/**
 * Finds backups of instances, which AWS Backup keeps as images of the account.
 *
 * @throws RunError that lists every one that is not there
 */
export function findAwsPoints(
  images: readonly string[],
  opts: InvokeOptions,
): Promise<ReadonlyMap<string, AwsRecoveryPoint>> {
  return findEach(images, (ami) => find(`recovery point ${ami}`, awsPoint(ami, opts)));
}

async function awsPoint(ami: string, opts: InvokeOptions): Promise<AwsRecoveryPoint> {
  const filters = [{ name: "image-id", values: [ami] }];
  const image = await ec2.getAmi({ owners: ["self"], filters }, opts);
  const disks = image.blockDeviceMappings.flatMap(({ deviceName: device, ebs }) => {
    const snapshotId = ebs["snapshot_id"];
    return snapshotId ? [{ device, snapshotId, sizeGiB: Number(ebs["volume_size"]) }] : [];
  });
  return { ami, rootDevice: image.rootDeviceName, disks, tags: image.tags };
}
