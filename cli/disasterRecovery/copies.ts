import * as ec2 from "@pulumi/aws/ec2";
import { Provider } from "@pulumi/aws/provider.js";
import { RunError } from "@pulumi/pulumi";
import type { RecoveryPlan } from "./plan.js";

/** The copy of a server's backup from which it comes up. */
export interface FoundCopy {
  readonly server: string;
  /** The image in which AWS Backup keeps it. */
  readonly point: string;
  /** When the copy was made, `YYYY-MM-DDTHH:MM:SSZ`. */
  readonly made: string;
}

/**
 * The newest copy of each server of a plan.
 *
 * @throws RunError that lists the servers of which there is none
 */
export async function newestCopies({
  servers,
  account,
  region,
  place,
}: RecoveryPlan): Promise<FoundCopy[]> {
  const provider = new Provider(`aws-${account}-${region}`, {
    region,
    allowedAccountIds: [account],
  });
  const looks = servers.map(async ({ name, owner, formerly = [] }): Promise<FoundCopy> => {
    const filters = [
      { name: "name", values: ["AwsBackup_*"] },
      { name: "tag:Name", values: [name, ...formerly] },
      { name: "tag:Owner", values: [owner] },
    ];
    const args = { owners: ["self"], mostRecent: true, filters };
    const { imageId, creationDate } = await ec2.getAmi(args, { provider });
    const made = new Date(creationDate).toISOString().replace(/\.\d+Z$/, "Z");
    return { server: name, point: imageId, made };
  });
  const ends = await Promise.allSettled(looks);
  const missing = ends.flatMap((end, index) =>
    end.status === "rejected" ? [`${servers[index]?.name}: ${String(end.reason)}`] : [],
  );
  if (missing.length > 0) {
    const headline = `Copies of these servers were not found at ${place} (${account}, ${region}):`;
    throw new RunError([headline, ...missing].join("\n  "));
  }
  return ends.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []));
}
