import { type EC2Client, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import { tagKeys } from "../../components/service/tags.js";

/** Whose instances are looked for. */
export interface InstanceScope {
  /** Twelve digits: servers of any other account are not looked at. */
  readonly account: string;
  readonly owner: string;
}

const living = ["pending", "running", "stopping", "stopped"];

/** Ids of the owner's instances by their name. */
export async function instancesByName(
  client: EC2Client,
  { account, owner }: InstanceScope,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const Filters = [
    { Name: "owner-id", Values: [account] },
    { Name: `tag:${tagKeys.owner}`, Values: [owner] },
    { Name: "instance-state-name", Values: living },
  ];
  const ids = new Map<string, readonly string[]>();
  for await (const { Reservations } of paginateDescribeInstances({ client }, { Filters })) {
    for (const { InstanceId, Tags } of (Reservations ?? []).flatMap((r) => r.Instances ?? [])) {
      const name = Tags?.find(({ Key }) => Key === "Name")?.Value;
      if (name !== undefined && InstanceId !== undefined) {
        ids.set(name, [...(ids.get(name) ?? []), InstanceId]);
      }
    }
  }
  return ids;
}

/** The one instance that has a name, or why it is not known which one that is. */
export function instanceNamed(
  ids: ReadonlyMap<string, readonly string[]>,
  name: string,
): { readonly id: string } | { readonly reason: string } {
  const [id, ...others] = ids.get(name) ?? [];
  if (id === undefined) {
    return { reason: "no instance of that name is in the account" };
  }
  return others.length === 0
    ? { id }
    : { reason: `several instances have that name: ${[id, ...others].sort().join(", ")}` };
}
