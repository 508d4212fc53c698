import { Provider } from "@pulumi/aws/provider.js";
import type { Platform } from "../../components/service/platform.js";
import type { Estate, ResolvedServer } from "../../stacks/schema/model.js";
import { ask, stackToAsk } from "../stack/ask.js";
import type { PulumiRun } from "../stack/pulumi.js";
import { azureAccess, newestAzureBackup } from "./azureBackups.js";
import { type FoundBackup, newestBackup } from "./backups.js";

/** Whose newest backup is looked for, and of before when. */
export interface Wanted {
  readonly run: PulumiRun;
  readonly estate: Estate;
  readonly server: ResolvedServer;
  readonly before: string | undefined;
}

/** Looks for the newest backup of a server: what of it the entry of a restore says. */
type Look = (wanted: Wanted) => Promise<FoundBackup | undefined>;

/** Of each platform whose backups the engine restores. */
export const newestOn: Readonly<Partial<Record<Platform, Look>>> = {
  aws: async ({ run, estate: { stack, aws }, server, before }) => {
    const asked = await stackToAsk(run, stack);
    const found = await ask(asked, () => {
      const { account = "", region } = aws ?? {};
      const provider = new Provider(`aws-${account}`, {
        ...(region !== undefined && { region }),
        allowedAccountIds: [account],
      });
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
};
