import { AwsAccount, findAccount } from "../components/index.js";
import { additionsOf } from "../components/service/account/counts.js";
import { ledgerOf } from "../components/service/account/ledger.js";
import type { AccountEntry, Estate } from "../stacks/schema/model.js";
import type { AwsProviders } from "./awsProvider.js";

/** What every account is built with. */
interface AccountTools {
  readonly providers: AwsProviders;
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** Brings the accounts of an estate under the provider's baseline, and tells of each what it has. */
export async function buildAccounts(
  { accounts, aws, stack }: Estate,
  { providers, managed }: AccountTools,
): Promise<Readonly<Record<string, unknown>>> {
  const told: Record<string, unknown> = {};
  for (const entry of accounts) {
    const { description: account, regions, anomalyMonitor } = entry;
    // Credentials for the account of the servers are at hand; into every other one a role leads.
    const target =
      account.account === aws?.account
        ? aws
        : { account: account.account, region: account.homeRegion, role: account.deployRole };
    const provider = providers(target);
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
    const names = ground.regions.map(({ region }) => region);
    told[entry.name] = {
      account: account.account,
      regions: names,
      controls: ledgerOf(entry.exemptions),
      adds: additionsOf(account, names),
    };
  }
  return told;
}

function nameOf(stack: string, { name }: AccountEntry): string {
  return `${stack}-account-${name}`;
}
