import { Provider } from "@pulumi/azure-native/provider.js";

/** An Azure subscription and the location in which to work. */
export interface AzureTarget {
  readonly subscription: string;
  readonly location: string;
}

/** The provider of one subscription. It works in no other, whatever credentials it gets. */
export function azureProvider({ subscription, location }: AzureTarget): Provider {
  return new Provider(`azure-${subscription}`, { subscriptionId: subscription, location });
}
