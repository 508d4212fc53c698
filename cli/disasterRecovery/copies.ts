import { Provider } from "@pulumi/aws/provider.js";
import { RunError } from "@pulumi/pulumi";
import { type FoundBackup, newestBackup } from "../restore/backups.js";
import type { RecoveryPlan } from "./plan.js";

/** The copy of a server's backup from which it comes up. */
export interface FoundCopy extends FoundBackup {
  readonly server: string;
}

/**
 * The newest copy of each server of a plan.
 *
 * @param before only copies that were made before this time
 * @throws RunError that lists the servers of which there is none
 */
export async function newestCopies(
  { servers, account, region, place }: RecoveryPlan,
  before: string | undefined,
): Promise<FoundCopy[]> {
  const name = `aws-${account}-${region}`;
  const provider = new Provider(name, { region, allowedAccountIds: [account] });
  const found = await Promise.all(
    servers.map(async (server) => ({
      server: server.name,
      copy: await newestBackup(server, provider, before),
    })),
  );
  const missing = found.filter(({ copy }) => copy === undefined).map(({ server }) => server);
  if (missing.length > 0) {
    throw new RunError(
      `No copies of these servers are at ${place} (${account}, ${region}): ${missing.join(", ")}.`,
    );
  }
  return found.flatMap(({ server, copy }) => (copy === undefined ? [] : [{ server, ...copy }]));
}
