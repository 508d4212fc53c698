import type { Resource } from "@pulumi/pulumi";
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

/** What became of the accounts of an estate. */
interface BuiltAccounts {
  /** What each has, by its name in the estate. */
  readonly told: Readonly<Record<string, unknown>>;
  /** Those on AWS, by their ids. */
  readonly onAws: ReadonlyMap<string, Resource>;
}

/** Brings the accounts of an estate under the provider's baseline, and tells of each what it has. */
export async function buildAccounts(
  estate: Estate,
  { providers, managed }: AccountTools,
): Promise<BuiltAccounts> {
  const told: Record<string, unknown> = {};
  const onAws = new Map<string, Resource>();
  for (const entry of estate.accounts) {
    const name = `${estate.stack}-account-${entry.name}`;
    if (entry.platform === "aws") {
      const tools = { estate, managed, providers: providers.aws };
      const { account, facts } = await buildAwsAccount(name, entry, tools);
      onAws.set(entry.description.account, account);
      told[entry.name] = facts;
    } else {
      const tools = { estate, managed, providers: providers.azure };
      told[entry.name] = await buildAzureAccount(name, entry, tools);
    }
  }
  return { told, onAws };
}
