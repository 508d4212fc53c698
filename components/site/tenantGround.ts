import * as authorization from "@pulumi/azure-native/authorization";
import * as management from "@pulumi/azure-native/management";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { managementGroupScope, subscriptionScope } from "../service/azure/scopes.js";
import { defenderSet, type TenantFacts, tenantDefinitions } from "../service/tenant/assignments.js";
import type { Placement, TenantGroup } from "../service/tenant/groups.js";
import { authorizationId } from "../service/tenant/scopes.js";
import { type Look, standing } from "./looks.js";
import { refuseTaken, refuseTwin } from "./otherTenants.js";
import { planAssignments, remediationId } from "./tenant.plan.js";

/** What of ours stands in a tenant. */
export interface TenantGround {
  /** What our own policies are marked with. */
  readonly key: string;
  /** Ids of what stands and is not in the stack's state, by the role in the component. */
  readonly standing: ReadonlyMap<string, string>;
}

/** What is looked for. */
export interface TenantNames {
  /** Name of the component, with which those of its resources begin. */
  readonly name: string;
  readonly tenant: string;
  readonly facts: TenantFacts;
  readonly groups: readonly TenantGroup[];
  readonly subscriptions: readonly Placement[];
  /** Names of the resources that the state has: they are not adopted again. */
  readonly managed: ReadonlySet<string>;
}

/**
 * Finds what of ours stands in a tenant.
 *
 * @throws RunError when another baseline holds it, or a subscription that is to be placed
 */
export async function findTenant(names: TenantNames, invoke: InvokeOptions): Promise<TenantGround> {
  const { name, managed } = names;
  const key = idempotencyKey(name);
  const tree = await management.getEntity({}, invoke);
  const above = new Map(tree.value.map(({ id, parent }) => [id, parent?.id ?? ""]));
  refuseTaken(names, above);
  const looks = [...placesIn(names, above), ...looksFor(names, key, above, invoke)];
  return { key, standing: await standing(name, managed, looks) };
}

/** Groups and subscriptions are told by the tree. */
function placesIn(
  { groups, subscriptions }: TenantNames,
  above: ReadonlyMap<string, string>,
): Look[] {
  const own = groups.map(({ id }) => ({
    role: `group-${id}`,
    id: managementGroupScope(id),
    ask: async () => (above.has(managementGroupScope(id)) ? id : undefined),
  }));
  const placed = subscriptions.map(({ subscription, group }) => ({
    role: `places-${subscription}`,
    id: `${managementGroupScope(group)}${subscriptionScope(subscription)}`,
    ask: async () =>
      above.get(subscriptionScope(subscription)) === managementGroupScope(group)
        ? group
        : undefined,
  }));
  return [...own, ...placed];
}

function looksFor(
  { tenant, facts }: TenantNames,
  key: string,
  above: ReadonlyMap<string, string>,
  invoke: InvokeOptions,
): Look[] {
  const hierarchy = {
    role: "hierarchy",
    id: `${managementGroupScope(tenant)}/settings/default`,
    ask: () => management.getHierarchySetting({ groupId: tenant }, invoke),
  };
  // Below a group that is not there, there is nothing.
  return above.has(managementGroupScope(facts.top))
    ? [hierarchy, ...definitionLooks(facts, key, invoke), ...assignmentLooks(facts, invoke)]
    : [hierarchy];
}

function definitionLooks({ top }: TenantFacts, key: string, invoke: InvokeOptions): Look[] {
  const scope = managementGroupScope(top);
  const own = tenantDefinitions.map(({ name }) => ({
    role: `definition-${name}`,
    id: authorizationId(scope, "policyDefinitions", name),
    ask: async () => {
      const found = await unlessMissing(
        authorization.getPolicyDefinitionAtManagementGroup(
          { managementGroupId: top, policyDefinitionName: name },
          invoke,
        ),
      );
      refuseTwin(top, found, key);
      return found;
    },
  }));
  const plans = {
    role: `definition-${defenderSet}`,
    id: authorizationId(scope, "policySetDefinitions", defenderSet),
    ask: () =>
      authorization.getPolicySetDefinitionAtManagementGroup(
        { managementGroupId: top, policySetDefinitionName: defenderSet },
        invoke,
      ),
  };
  return [...own, plans];
}

function assignmentLooks(facts: TenantFacts, invoke: InvokeOptions): Look[] {
  const scope = managementGroupScope(facts.top);
  return planAssignments(facts).flatMap(({ name, id, roles, remediations }): Look[] => [
    {
      role: `policy-${name}`,
      id,
      ask: () => authorization.getPolicyAssignment({ scope, policyAssignmentName: name }, invoke),
    },
    ...roles.map(({ name: guid, key }) => ({
      role: `policy-${name}-may-${key}`,
      id: authorizationId(scope, "roleAssignments", guid),
      ask: () => authorization.getRoleAssignment({ scope, roleAssignmentName: guid }, invoke),
    })),
    ...remediations.map(({ name: remediationName }) => ({
      role: `mends-${remediationName}`,
      id: remediationId(facts.top, remediationName),
      ask: () =>
        policyinsights.getRemediationAtManagementGroup(
          {
            ...{ managementGroupId: facts.top, remediationName },
            managementGroupsNamespace: "Microsoft.Management",
          },
          invoke,
        ),
    })),
  ]);
}
