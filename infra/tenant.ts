import type { Provider } from "@pulumi/azure-native/provider.js";
import {
  AzureTenant,
  AzureTenantAccess,
  findTenant,
  findTenantAccess,
} from "../components/index.js";
import { ledgerOf } from "../components/service/account/ledger.js";
import { mcsbControls } from "../components/service/tenant/mcsbControls.js";
import type { Site } from "../stacks/schema/model.js";
import { withoutOf } from "../stacks/schema/tenant.js";
import { azureProvider } from "./azureProvider.js";
import { tenantOf } from "./tenantOf.js";

const name = "site-azure-tenant";
const accessName = "site-azure-access";

/**
 * Builds what the tenant does once for every subscription, where the site says that it does, and
 * tells what meets each control of the benchmark.
 */
export async function buildTenant(
  site: Site,
  managed: ReadonlySet<string>,
): Promise<Readonly<Record<string, unknown>>> {
  if (site.azure?.limits === undefined) {
    return {};
  }
  const { tenant, subscription: own, location, limits } = site.azure;
  const { facts, groups, subscriptions, access } = tenantOf(limits);
  const providers = providersIn(location);
  const provider = providers(own);
  const [ground, standing] = await Promise.all([
    findTenant({ name, tenant, facts, groups, subscriptions, managed }, { provider }),
    findTenantAccess({ name: accessName, managed, ...access }, { provider }),
  ]);
  const held = new AzureTenant(
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
  new AzureTenantAccess(
    accessName,
    { top: facts.top, standing, ...access },
    { providers: [provider], dependsOn: [held] },
  );
  return { tenant: { id: tenant, controls: ledgerOf(mcsbControls, withoutOf(limits)) } };
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
