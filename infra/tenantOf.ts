import {
  type AzureTenantAccessArgs,
  type AzureTenantArgs,
  managementGroupScope,
  subscriptionScope,
  type TenantNames,
} from "../components/index.js";
import type { TenantLimits } from "../stacks/schema/tenant.js";

/** What the site says of the tenant, in the words of the components. */
export interface TenantWords {
  readonly facts: AzureTenantArgs["facts"];
  readonly groups: TenantNames["groups"];
  readonly subscriptions: TenantNames["subscriptions"];
  readonly access: Omit<AzureTenantAccessArgs, "standing" | "top">;
}

/** Says what the site says of the tenant in the words of the components. */
export function tenantOf(limits: TenantLimits): TenantWords {
  const { locations, defender, workspace, delegation } = limits;
  const groups = inOrder(limits.groups);
  const subscriptions = Object.entries(limits.groups).flatMap(([group, entry]) =>
    entry.subscriptions.map((subscription) => ({ subscription, group })),
  );
  return {
    facts: {
      ...{ top: groups[0]?.id ?? "", locations, defender },
      managingTenants: delegation === undefined ? [] : [delegation.tenant],
      ...(workspace !== undefined && { workspace }),
    },
    ...{ groups, subscriptions },
    access: {
      eligible: Object.entries(limits.eligible).map(([name, { group, ...one }]) => ({
        ...{ name, principal: group, ...one },
      })),
      exemptions: Object.entries(limits.exemptions).map(([name, { at, ...one }]) => ({
        ...{ name, ...one },
        scope: limits.groups[at] === undefined ? subscriptionScope(at) : managementGroupScope(at),
      })),
      ...(delegation !== undefined && {
        delegation: {
          ...{ tenant: delegation.tenant, title: delegation.title },
          people: Object.entries(delegation.people).map(([name, { group, role }]) => ({
            ...{ name, principal: group, role },
          })),
          subscriptions: subscriptions.map(({ subscription }) => subscription),
        },
      }),
    },
  };
}

/** The groups, each after the one above it. */
function inOrder(groups: TenantLimits["groups"]): TenantNames["groups"] {
  const list = Object.entries(groups).map(([id, { title, below }]) => ({
    ...{ id, title },
    ...(below !== undefined && { below }),
  }));
  const levelOf = (id: string | undefined): number =>
    id === undefined ? 0 : 1 + levelOf(groups[id]?.below);
  return list.sort((one, other) => levelOf(one.id) - levelOf(other.id));
}
