import { AwsAccount, findAccount, managedNames } from "../components/index.js";
import type { AccountEntry, Estate } from "../stacks/schema/model.js";
import type { AwsProviders } from "./awsProvider.js";

/** Brings the accounts of an estate under the provider's baseline, and tells of each what it has. */
export async function buildAccounts(
  { accounts, aws, stack }: Estate,
  providers: AwsProviders,
): Promise<Readonly<Record<string, unknown>>> {
  if (accounts.length === 0) {
    return {};
  }
  const managed = await managedNames();
  const told: Record<string, unknown> = {};
  for (const entry of accounts) {
    const { description: account, deployRole, regions, anomalyMonitor } = entry;
    // Credentials for the account of the servers are at hand; into every other one a role leads.
    const role = account.account === aws?.account ? {} : { role: deployRole };
    const region = aws !== undefined && "role" in role === false ? aws.region : account.homeRegion;
    const provider = providers({ account: account.account, region, ...role });
    const name = nameOf(stack, entry);
    const ground = await findAccount(
      {
        ...{ name, account, managed },
        ...(regions && { regions }),
        ...(anomalyMonitor !== undefined && { anomalyMonitor }),
      },
      { provider },
    );
    new AwsAccount(name, { ...account, ...ground }, { providers: [provider] });
    told[entry.name] = {
      account: account.account,
      regions: ground.regions.map((one) => one.region),
    };
  }
  return told;
}

function nameOf(stack: string, { name }: AccountEntry): string {
  return `${stack}-account-${name}`;
}
