import { RunError } from "@pulumi/pulumi";
import { managementGroupScope, subscriptionScope } from "../service/azure/scopes.js";
import type { Placement, TenantGroup } from "../service/tenant/groups.js";

/** The groups of the service and what is placed in them. */
interface Tree {
  readonly tenant: string;
  readonly groups: readonly TenantGroup[];
  readonly subscriptions: readonly Placement[];
}

/**
 * A subscription comes from the root of the tenant or from a group of ours, never from others.
 *
 * @throws RunError that names those and where they are
 */
export function refuseTaken(
  { tenant, groups, subscriptions }: Tree,
  above: ReadonlyMap<string, string>,
): void {
  const free = new Set([tenant, ...groups.map(({ id }) => id)].map(managementGroupScope));
  const taken = subscriptions.flatMap(({ subscription }) => {
    const group = above.get(subscriptionScope(subscription));
    return group === undefined || free.has(group) ? [] : [`  ${subscription} is in ${group}`];
  });
  if (taken.length > 0) {
    throw new RunError(
      [
        "Another baseline looks after subscriptions that the site places:",
        ...taken,
        "Two baselines in one tenant undo each other's policies: take them out of the site, or " +
          "move them to the root group of the tenant first.",
      ].join("\n"),
    );
  }
}

/**
 * Our definitions are marked with who holds the group.
 *
 * @throws RunError that names the holder, where it is another one
 */
export function refuseTwin(
  top: string,
  found: { readonly metadata?: unknown } | undefined,
  key: string,
): void {
  const holder = keyOf(found?.metadata);
  if (found !== undefined && holder !== key) {
    throw new RunError(
      `The management group ${top} is under the baseline of ${holder ?? "somebody who left no name"}. ` +
        "Two baselines in one tenant undo each other's policies: leave one of them.",
    );
  }
}

function keyOf(metadata: unknown): string | undefined {
  return typeof metadata === "object" &&
    metadata !== null &&
    "comanagedKey" in metadata &&
    typeof metadata.comanagedKey === "string"
    ? metadata.comanagedKey
    : undefined;
}
