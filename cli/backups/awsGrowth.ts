import type { BackupClient } from "@aws-sdk/client-backup";
import {
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { Temporal } from "temporal-polyfill";
import {
  dataGrowth,
  toldBy,
  type WrittenData,
} from "../../components/service/backup/dataGrowth.js";
import { recoveryPoints } from "./awsJobs.js";
import { type AwsServersScope, onEachServer } from "./awsServers.js";
import type { Grown } from "./growthRows.js";

/** A backup of a server: the image in which its snapshots are. */
interface Point {
  readonly at: Temporal.Instant;
  readonly image: string;
}

const gibibyte = 2 ** 30;

/**
 * How the data of servers on AWS grows, by their names. AWS Backup tells of an instance the size of
 * its volumes and not what a backup holds; EC2 tells of every snapshot what was written on its
 * volume.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html (fullSnapshotSizeInBytes)
 */
export function growthOnAws(
  servers: readonly string[],
  scope: AwsServersScope,
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, Grown>> {
  return onEachServer<Grown>(servers, scope, {
    ask: async (arn, { ec2, backup }) => growthOf(await pointsOf(backup, arn), { ec2, now }),
    unclear: (reason) => ({ reason }),
  });
}

async function growthOf(
  points: readonly Point[],
  { ec2, now }: { readonly ec2: EC2Client; readonly now: Temporal.Instant },
): Promise<Grown> {
  const told = toldBy(points, now);
  if (told === undefined) {
    return { reason: "no backup of it is complete" };
  }
  const newest = await writtenAt(ec2, told[1]);
  const first = told[0] === told[1] ? newest : await writtenAt(ec2, told[0]);
  return first && newest
    ? dataGrowth(first, newest)
    : { reason: "EC2 does not tell what its snapshots hold" };
}

/** A backup of an instance is an image: `arn:aws:ec2:REGION::image/ami-…`. */
async function pointsOf(client: BackupClient, arn: string): Promise<Point[]> {
  return [...(await recoveryPoints(client, arn))].flatMap(([point, at]) => {
    const image = /:image\/(ami-[0-9a-f]+)$/.exec(point)?.[1];
    return image === undefined ? [] : [{ at, image }];
  });
}

/** What all volumes of a backup had written; undefined where one of them does not tell. */
async function writtenAt(ec2: EC2Client, { at, image }: Point): Promise<WrittenData | undefined> {
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [image] }));
  const SnapshotIds = (Images[0]?.BlockDeviceMappings ?? []).flatMap(
    ({ Ebs }) => Ebs?.SnapshotId ?? [],
  );
  if (SnapshotIds.length === 0) {
    return undefined;
  }
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds }));
  const sizes = Snapshots.flatMap(({ FullSnapshotSizeInBytes: size }) => size ?? []);
  return sizes.length === SnapshotIds.length
    ? { at, sizeGiB: sizes.reduce((total, size) => total + size, 0) / gibibyte }
    : undefined;
}
