import type { Estate } from "../stacks/schema/model.js";
import { buildAwsAccount } from "./awsAccounts.js";
import { buildAzureAccount } from "./azureAccounts.js";
import type { Providers } from "./grounds.js";

/** What every account is built with. */
interface AccountTools {
  readonly providers: Providers;
  /** Names of the resources that the stack's state has. */
  readonly managed: ReadonlySet<string>;
}

/** Brings the accounts of an estate under the provider's baseline, and tells of each what it has. */
export async function buildAccounts(
  estate: Estate,
  { providers, managed }: AccountTools,
): Promise<Readonly<Record<string, unknown>>> {
  const told: Record<string, unknown> = {};
  for (const entry of estate.accounts) {
    const name = `${estate.stack}-account-${entry.name}`;
    told[entry.name] =
      entry.platform === "aws"
        ? await buildAwsAccount(name, entry, { estate, managed, providers: providers.aws })
        : await buildAzureAccount(name, entry, { estate, managed, providers: providers.azure });
  }
  return told;
}
