import { Provider } from "@pulumi/azure-native/provider.js";

/** An Azure subscription and the location in which to work. */
export interface AzureTarget {
  readonly subscription: string;
  readonly location: string;
}

/** Gives the provider of each subscription. */
export type AzureProviders = (target: AzureTarget) => Provider;

/** The provider of one subscription. It works in no other, whatever credentials it gets. */
export function azureProvider({ subscription, location }: AzureTarget): Provider {
  return new Provider(`azure-${subscription}`, { subscriptionId: subscription, location });
}

/** One provider for each subscription, however often it is asked for: each is a process. */
export function azureProviders(): AzureProviders {
  const made = new Map<string, Provider>();
  return (target) => {
    const provider = made.get(target.subscription) ?? azureProvider(target);
    made.set(target.subscription, provider);
    return provider;
  };
}
