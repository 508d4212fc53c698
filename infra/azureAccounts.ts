import { AzureSubscription, findSubscription } from "../components/index.js";
import { azureControls } from "../components/service/account/azure/controls.js";
import { subscriptionAdditions } from "../components/service/account/azure/counts.js";
import { ledgerOf } from "../components/service/account/ledger.js";
import type { AzureAccountEntry } from "../stacks/schema/accountModel.js";
import type { Estate } from "../stacks/schema/model.js";
import type { AzureProviders } from "./azureProvider.js";

/** What a subscription is built with. */
interface AzureTools {
  readonly estate: Estate;
  readonly providers: AzureProviders;
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** Brings an Azure subscription under the provider's baseline, and tells what it has. */
export async function buildAzureAccount(
  name: string,
  { description: account, locations, networks, exemptions }: AzureAccountEntry,
  { estate: { asOf, azure }, providers, managed }: AzureTools,
): Promise<unknown> {
  // The provider of the servers serves, too: everything here names its own location.
  const target =
    account.account === azure?.subscription
      ? azure
      : { subscription: account.account, location: account.homeLocation };
  const provider = providers(target);
  const names = { name, account, locations, networks, managed };
  const ground = await findSubscription(names, { provider });
  new AzureSubscription(name, { ...account, ...ground, asOf }, { providers: [provider] });
  const places = ground.locations.flatMap(({ location, networks: there }) =>
    there.map(() => location),
  );
  return {
    account: account.account,
    locations,
    controls: ledgerOf(azureControls, exemptions),
    adds: subscriptionAdditions(account, { locations, networks: places }),
  };
}
