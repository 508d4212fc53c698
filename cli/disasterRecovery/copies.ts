import { Provider } from "@pulumi/aws/provider.js";
import type { VeeamScope } from "../backups/veeamSource.js";
import { type AzureAccess, newestAzureBackup } from "../restore/azureBackups.js";
import { type FoundBackup, newestBackup } from "../restore/backups.js";
import { newestPoint } from "../restore/veeamBackups.js";
import { type AskedStack, ask } from "../stack/ask.js";
import { RunFailure } from "../stack/run.js";
import type { RecoveryPart, RecoveryPlan } from "./plan.js";

/** The copy of a server's backup from which it comes up. */
export interface FoundCopy extends FoundBackup {
  readonly server: string;
}

/** How copies are looked for. */
export interface CopySearch {
  readonly stack: AskedStack;
  readonly azure: AzureAccess;
  /** How the backup server is asked; only where there is something to ask. */
  readonly backupServer: (platform: RecoveryPart["platform"]) => Promise<VeeamScope>;
  /** Only copies of before this time. */
  readonly before: string | undefined;
}

interface Look {
  readonly server: string;
  readonly copy: FoundBackup | undefined;
}

/**
 * The newest copy of each server of a plan.
 *
 * @throws RunFailure that lists the servers of which there is none
 */
export async function newestCopies(
  { parts, place }: RecoveryPlan,
  search: CopySearch,
): Promise<FoundCopy[]> {
  const all: Look[] = [];
  const missing: string[] = [];
  for (const part of parts) {
    const found = await lookOn[part.platform](part, search, place);
    const none = found.filter(({ copy }) => copy === undefined).map(({ server }) => server);
    if (none.length > 0) {
      const where = `${place} (${part.there.where})`;
      missing.push(`No copies of these servers are at ${where}: ${none.join(", ")}.`);
    }
    all.push(...found);
  }
  if (missing.length > 0) {
    throw new RunFailure(missing.join("\n"));
  }
  return all.flatMap(({ server, copy }) => (copy === undefined ? [] : [{ server, ...copy }]));
}

function onAws({ servers, there }: RecoveryPart, { stack, before }: CopySearch): Promise<Look[]> {
  const { account = "", region = "" } = there.target ?? {};
  return ask(stack, () => {
    const provider = new Provider(`aws-${account}-${region}`, {
      ...{ region, allowedAccountIds: [account] },
    });
    return Promise.all(
      servers.map(async (server) => ({
        server: server.name,
        copy: await newestBackup(server, provider, before),
      })),
    );
  });
}

function onAzure(
  { servers, there }: RecoveryPart,
  { stack, before, azure }: CopySearch,
): Promise<Look[]> {
  const { subscription = "" } = there.target ?? {};
  const where = { stack: stack.stackName, subscription, before, isAcross: true };
  return Promise.all(
    servers.map(async (server) => ({
      server: server.name,
      copy: await newestAzureBackup(server, where, azure),
    })),
  );
}

async function onBackupServer(
  { platform, servers }: RecoveryPart,
  { before, backupServer }: CopySearch,
  place: string,
): Promise<Look[]> {
  const scope = await backupServer(platform);
  return Promise.all(
    servers.map(async ({ name }) => ({
      server: name,
      copy: await newestPoint(scope, name, { before, place }),
    })),
  );
}

type LookOn = (part: RecoveryPart, search: CopySearch, place: string) => Promise<Look[]>;

const lookOn: Readonly<Record<RecoveryPart["platform"], LookOn>> = {
  ...{ aws: onAws, azure: onAzure, vsphere: onBackupServer, hyperv: onBackupServer },
};
