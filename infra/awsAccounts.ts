import type { Resource } from "@pulumi/pulumi";
import { AwsAccount, findAccount } from "../components/index.js";
import { cisControls } from "../components/service/account/controls.js";
import { additionsOf } from "../components/service/account/counts.js";
import { ledgerOf } from "../components/service/account/ledger.js";
import type { AwsAccountEntry } from "../stacks/schema/accountModel.js";
import type { Estate } from "../stacks/schema/model.js";
import type { AwsProviders } from "./awsProvider.js";

/** What an AWS account is built with. */
interface AwsTools {
  readonly estate: Estate;
  readonly providers: AwsProviders;
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** Brings an AWS account under the provider's baseline, and tells what it has. */
export async function buildAwsAccount(
  name: string,
  { description: account, regions, anomalyMonitor, exemptions }: AwsAccountEntry,
  { estate: { aws }, providers, managed }: AwsTools,
): Promise<{ readonly account: Resource; readonly facts: unknown }> {
  // Credentials for the account of the servers are at hand; into every other one a role leads.
  const target =
    account.account === aws?.account
      ? aws
      : { account: account.account, region: account.homeRegion, role: account.deployRole };
  const provider = providers(target);
  const ground = await findAccount(
    {
      ...{ name, account, managed },
      ...(regions && { regions }),
      ...(anomalyMonitor !== undefined && { anomalyMonitor }),
    },
    { provider },
  );
  const built = new AwsAccount(name, { ...account, ...ground }, { providers: [provider] });
  const names = ground.regions.map(({ region }) => region);
  const facts = {
    account: account.account,
    regions: names,
    controls: ledgerOf(cisControls, exemptions),
    adds: additionsOf(account, names),
  };
  return { account: built, facts };
}
