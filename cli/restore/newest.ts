import { Provider } from "@pulumi/aws/provider.js";
import type { Platform } from "../../components/service/platform.js";
import type { Catalog, Estate, ResolvedServer } from "../../stacks/schema/model.js";
import { backupServerScope } from "../backups/backupServer.js";
import { ask, stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { azureAccess, newestAzureBackup } from "./azureBackups.js";
import { type FoundBackup, newestBackup } from "./backups.js";
import { newestPoint } from "./veeamBackups.js";

/** Whose newest backup is looked for, and of before when. */
export interface Wanted {
  readonly run: PulumiRun;
  readonly estate: Estate;
  readonly catalog: Catalog;
  readonly server: ResolvedServer;
  readonly before: string | undefined;
  /** Whether only a disk or files of it are wanted. */
  readonly isPart: boolean;
}

/** Looks for the newest backup of a server: what of it the entry of a restore says. */
type Look = (wanted: Wanted) => Promise<FoundBackup | undefined>;

async function onBackupServer({ run, estate, catalog, server, before, isPart }: Wanted) {
  const { workDir, environment = {} } = run;
  const { platform, name } = server;
  const offer = catalog.backupServer;
  return (
    offer &&
    newestPoint(await backupServerScope(estate, offer, platform, workDir, environment), name, {
      ...{ before, isPart },
    })
  );
}

/** Of each platform. */
export const newestOn: Readonly<Record<Platform, Look>> = {
  aws: async ({ run, estate: { stack, aws }, server, before }) => {
    const asked = await stackToAsk(run, stack);
    const found = await ask(asked, () => {
      const { account = "", region = "" } = aws ?? {};
      const provider = new Provider(`aws-${account}`, { region, allowedAccountIds: [account] });
      return newestBackup(server, provider, before).then((backup) => ({ backup }));
    });
    return found.backup;
  },
  azure: ({ estate: { stack, azure }, server, before }) =>
    newestAzureBackup(
      server,
      { stack, subscription: azure?.subscription ?? "", before, isAcross: false },
      azureAccess(),
    ),
  ...{ vsphere: onBackupServer, hyperv: onBackupServer, physical: onBackupServer },
};
