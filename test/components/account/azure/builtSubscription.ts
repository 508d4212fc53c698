import { Provider } from "@pulumi/azure-native/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { AzureSubscription } from "../../../../components/index.js";
import type { SubscriptionDescription } from "../../../../components/service/account/azure/description.js";
import type { Piece } from "../../../policies/support/stack.js";
import { mockEngine } from "../../mockEngine.js";

const contact = {
  name: "Security office",
  title: "Information security",
  email: "security@provider.example.edu",
  phone: "+49 30 1234502",
};

const account = "2c2c2c2c-0000-4000-8000-000000000002";

/** A subscription as an entry describes it. */
export const described: SubscriptionDescription = {
  account,
  homeLocation: "germanywestcentral",
  owner: "chemistry",
  costCenter: "4711-20",
  dataLevel: 2,
  contacts: { billing: contact, operations: contact, security: contact },
  budget: 2000,
  emergency: { group: "7e7e7e7e-0000-4000-8000-000000000007", accounts: ["a@example.edu"] },
  serviceAccounts: [
    {
      name: "deploy",
      issuer: "https://token.actions.example.edu",
      audience: "api://AzureADTokenExchange",
      subject: "repo:chemistry/lims:ref:refs/heads/main",
      roles: ["Website Contributor"],
    },
  ],
  keepLogsDays: 400,
};

/** The resource id of a network that stands in a location. */
export function networkIn(location: string): string {
  const group = `/subscriptions/${account}/resourceGroups/networks`;
  return `${group}/providers/Microsoft.Network/virtualNetworks/vnet-${location}`;
}

/** What a first preview shows of the baseline of a subscription. */
export async function builtSubscription(
  locations: readonly string[],
  description: SubscriptionDescription = described,
): Promise<Piece[]> {
  const made: Piece[] = [];
  await mockEngine({
    newResource: ({ type, name, inputs }) => {
      made.push({ type, name, properties: inputs });
      return { id: `${name}-id`, state: { ...inputs, principalId: `${name}-principal` } };
    },
  });
  const provider = new Provider("azure-1", { subscriptionId: account });
  const grounds = locations.map((location) => ({ location, networks: [networkIn(location)] }));
  new AzureSubscription(
    "lab",
    { ...description, locations: grounds, asOf: "2026-11-21" },
    { providers: [provider] },
  );
  await pulumi.runtime.disconnect();
  return made;
}
