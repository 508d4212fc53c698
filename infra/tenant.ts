import type { Provider } from "@pulumi/azure-native/provider.js";
import { AzureTenant, findTenant } from "../components/index.js";
import type { Site } from "../stacks/schema/model.js";
import { azureProvider } from "./azureProvider.js";

const name = "site-azure-tenant";

/** Builds what the tenant does once for every subscription, where the site says that it does. */
export async function buildTenant(site: Site, managed: ReadonlySet<string>): Promise<void> {
  const limits = site.azure?.limits;
  if (site.azure === undefined || limits === undefined) {
    return;
  }
  const { tenant, subscription: own, location } = site.azure;
  const providers = providersIn(location);
  const groups = inOrder(limits.groups);
  const subscriptions = Object.entries(limits.groups).flatMap(([group, entry]) =>
    entry.subscriptions.map((subscription) => ({ subscription, group })),
  );
  const facts = {
    ...{ top: groups[0]?.id ?? "", locations: limits.locations, defender: limits.defender },
    managingTenants: [],
    ...(limits.workspace !== undefined && { workspace: limits.workspace }),
  };
  const provider = providers(own);
  const ground = await findTenant(
    { name, tenant, facts, groups, subscriptions, managed },
    { provider },
  );
  new AzureTenant(
    name,
    {
      ...{ tenant, location, facts, groups, ground },
      newSubscriptions: limits.newSubscriptions,
      subscriptions: subscriptions.map((placed) => ({
        ...placed,
        provider: providers(placed.subscription),
      })),
    },
    { providers: [provider] },
  );
}

/** One provider for each subscription, however often it is asked for. */
function providersIn(location: string): (subscription: string) => Provider {
  const made = new Map<string, Provider>();
  return (subscription) => {
    const provider = made.get(subscription) ?? azureProvider({ subscription, location });
    made.set(subscription, provider);
    return provider;
  };
}

type Groups = Readonly<
  Record<string, { readonly title: string; readonly below?: string | undefined }>
>;

/** The groups, each after the one above it. */
function inOrder(groups: Groups) {
  const list = Object.entries(groups).map(([id, { title, below }]) => ({
    ...{ id, title },
    ...(below !== undefined && { below }),
  }));
  const levelOf = (id: string | undefined): number =>
    id === undefined ? 0 : 1 + levelOf(groups[id]?.below);
  return list.sort((one, other) => levelOf(one.id) - levelOf(other.id));
}
