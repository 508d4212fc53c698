import { EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";

/** A server of an estate. */
export interface Described {
  readonly name: string;
  readonly owner: string;
  readonly group: string;
}

/** Starts an instance with the tags of a server and gives its id. */
export async function startInstance(
  endpoint: string,
  { name, owner, group }: Described,
): Promise<string> {
  const client = new EC2Client({
    endpoint,
    region: "eu-central-1",
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
  });
  const tags = Object.entries({ Name: name, Owner: owner, PatchGroup: group });
  const Tags = tags.map(([Key, Value]) => ({ Key, Value }));
  const { Instances } = await client.send(
    new RunInstancesCommand({
      ...{ ImageId: "ami-0a1b2c3d4e5f60012", MinCount: 1, MaxCount: 1 },
      TagSpecifications: [{ ResourceType: "instance", Tags }],
    }),
  );
  client.destroy();
  return Instances?.[0]?.InstanceId ?? "";
}

/** A patch state in the words of Systems Manager, of an operation that ended hours ago. */
export function patchState(InstanceId: string, hoursAgo: number, changes: object = {}): object {
  const OperationEndTime = Date.now() / 1000 - hoursAgo * 3600;
  return {
    ...{ InstanceId, PatchGroup: "test", BaselineId: "pb-0c10e65780EXAMPLE" },
    ...{ InstalledCount: 7, InstalledOtherCount: 300, InstalledPendingRebootCount: 0 },
    ...{ MissingCount: 0, FailedCount: 0, NotApplicableCount: 12, Operation: "Install" },
    ...{ OperationStartTime: OperationEndTime - 1800, OperationEndTime },
    ...changes,
  };
}
