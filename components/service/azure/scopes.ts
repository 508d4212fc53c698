/** The resource id of a subscription. */
export function subscriptionScope(subscription: string): string {
  return `/subscriptions/${subscription}`;
}

/** The resource id of a group of resources. */
export function resourceGroupScope(subscription: string, group: string): string {
  return `${subscriptionScope(subscription)}/resourceGroups/${group}`;
}

/** The resource id of a management group. */
export function managementGroupScope(group: string): string {
  return `/providers/Microsoft.Management/managementGroups/${group}`;
}
