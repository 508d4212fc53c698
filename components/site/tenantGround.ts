import * as authorization from "@pulumi/azure-native/authorization";
import * as management from "@pulumi/azure-native/management";
import * as policyinsights from "@pulumi/azure-native/policyinsights";
import { type InvokeOptions, RunError } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { defenderSet, type TenantFacts, tenantDefinitions } from "../service/tenant/assignments.js";
import type { Placement, TenantGroup } from "../service/tenant/groups.js";
import { authorizationId, groupScope, subscriptionScope } from "../service/tenant/scopes.js";
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

/** Something that may stand: what the component calls it, its id, and how it is asked for. */
interface Look {
  readonly role: string;
  readonly id: string;
  readonly ask: () => Promise<unknown>;
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
  const looks = [...placesIn(names, above), ...looksFor(names, key, above, invoke)].filter(
    ({ role }) => !managed.has(`${name}-${role}`),
  );
  const found = await Promise.all(
    looks.map(
      async ({ role, id, ask }): Promise<[string, string][]> =>
        (await unlessMissing(ask())) === undefined ? [] : [[role, id]],
    ),
  );
  return { key, standing: new Map(found.flat()) };
}

/** Groups and subscriptions are told by the tree. */
function placesIn(
  { groups, subscriptions }: TenantNames,
  above: ReadonlyMap<string, string>,
): Look[] {
  const own = groups.map(({ id }) => ({
    role: `group-${id}`,
    id: groupScope(id),
    ask: async () => (above.has(groupScope(id)) ? id : undefined),
  }));
  const placed = subscriptions.map(({ subscription, group }) => ({
    role: `places-${subscription}`,
    id: `${groupScope(group)}${subscriptionScope(subscription)}`,
    ask: async () =>
      above.get(subscriptionScope(subscription)) === groupScope(group) ? group : undefined,
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
    id: `${groupScope(tenant)}/settings/default`,
    ask: () => management.getHierarchySetting({ groupId: tenant }, invoke),
  };
  // Below a group that is not there, there is nothing.
  return above.has(groupScope(facts.top))
    ? [hierarchy, ...definitionLooks(facts, key, invoke), ...assignmentLooks(facts, invoke)]
    : [hierarchy];
}

function definitionLooks({ top }: TenantFacts, key: string, invoke: InvokeOptions): Look[] {
  const scope = groupScope(top);
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
      refuseTwin(top, found?.metadata, key);
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
  const scope = groupScope(facts.top);
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

/** A subscription comes from the root of the tenant or from a group of ours, never from others. */
function refuseTaken(
  { tenant, groups, subscriptions }: TenantNames,
  above: ReadonlyMap<string, string>,
): void {
  const free = new Set([tenant, ...groups.map(({ id }) => id)].map(groupScope));
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

function refuseTwin(top: string, metadata: unknown, key: string): void {
  const holder = keyOf(metadata);
  if (metadata !== undefined && holder !== key) {
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
