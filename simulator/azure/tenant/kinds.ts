import type { Place, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { kinds, platformName } from "../common.js";

/** What a tenant has above its subscriptions, or across them. */
export const tenantKinds = {
  assignment: "azure-native:authorization:PolicyAssignment",
  definition: "azure-native:authorization:PolicyDefinitionAtManagementGroup",
  delegation: "azure-native:managedservices:RegistrationAssignment",
  eligibility: "azure-native:authorization:PimRoleEligibilitySchedule",
  exemption: "azure-native:authorization:PolicyExemption",
  group: "azure-native:management:ManagementGroup",
  hierarchy: "azure-native:management:HierarchySetting",
  offer: "azure-native:managedservices:RegistrationDefinition",
  remediation: "azure-native:policyinsights:RemediationAtManagementGroup",
  roleAssignment: "azure-native:authorization:RoleAssignment",
  set: "azure-native:authorization:PolicySetDefinitionAtManagementGroup",
} as const;

type TenantKind = (typeof tenantKinds)[keyof typeof tenantKinds];

/** A subscription in its group; it stands with the subscription, because its id comes from there. */
export const placementKind = "azure-native:management:ManagementGroupSubscription";

/** Where the world keeps what belongs to the tenant: there is one. */
export const tenantPlace = "tenant";

const ofTenant: ReadonlySet<string> = new Set([
  ...Object.values(tenantKinds),
  "azure-native:authorization:getPolicyAssignment",
  "azure-native:authorization:getPolicyDefinitionAtManagementGroup",
  "azure-native:authorization:getPolicyExemption",
  "azure-native:authorization:getPolicySetDefinitionAtManagementGroup",
  "azure-native:authorization:getRoleAssignment",
  "azure-native:managedservices:getRegistrationAssignment",
  "azure-native:managedservices:getRegistrationDefinition",
  "azure-native:management:getEntity",
  "azure-native:management:getHierarchySetting",
  "azure-native:policyinsights:getRemediationAtManagementGroup",
]);

/** Every subscription's provider sees the same tenant. */
export function locate(place: Place, kind: string): Place {
  return ofTenant.has(kind) ? { ...place, owner: tenantPlace } : place;
}

/** All objects of a kind in the tenant. */
export function inTenant({ world }: Scene, kind: TenantKind): WorldObject[] {
  return world.all(platformName, kind, tenantPlace);
}

/** The object of a kind with a resource id in the tenant. */
export function oneInTenant(
  { world }: Scene,
  kind: TenantKind,
  id: string | undefined,
): WorldObject | undefined {
  return id === undefined
    ? undefined
    : world.get({ platform: platformName, place: tenantPlace, kind, id });
}

/** The scope in inputs or arguments with its first slash, which the provider takes or leaves. */
export function scopeIn(inputs: JsonObject): string {
  return `/${(textAt(inputs, "scope") ?? "").replace(/^\//, "")}`;
}

/** The provider asks first whether it is there, and creates only what is not. */
export function refuseTwin(scene: Scene, kind: TenantKind, id: string): void {
  if (oneInTenant(scene, kind, id) !== undefined) {
    throw new Refusal(`cannot create already existing resource '${id}'`);
  }
}

/** What every resource tells of itself. */
export function told(type: string, name: string) {
  return { azureApiVersion: "2024-05-01", name, systemData: {}, type };
}

const groups = "/providers/Microsoft.Management/managementGroups/";

/** The resource id of a management group. */
export function groupId(name: string): string {
  return `${groups}${name}`;
}

/** The groups above a group, a subscription or something in one, the nearest first. */
export function groupsAbove(scene: Scene, scope: string): WorldObject[] {
  const [, subscription] = /^\/subscriptions\/([^/]+)/.exec(scope) ?? [];
  const placed = subscription === undefined ? undefined : groupOf(scene, subscription);
  const start = subscription === undefined ? scope : placed;
  const chain: WorldObject[] = [];
  let next = oneInTenant(scene, tenantKinds.group, start);
  while (next !== undefined && !chain.includes(next)) {
    chain.push(next);
    next = oneInTenant(scene, tenantKinds.group, parentOf(next));
  }
  return chain;
}

/** The resource id of the group above a group. */
export function parentOf({ properties }: WorldObject): string | undefined {
  return textAt(objectAt(objectAt(properties, "details"), "parent"), "id");
}

/** The resource id of the group in which a subscription stands; the root where none was chosen. */
export function groupOf({ world }: Scene, subscription: string): string | undefined {
  const [placed] = world.all(platformName, placementKind, subscription);
  const [own] = world.all(platformName, kinds.subscription, subscription);
  const group = placed && textAt(placed.properties, "groupId");
  return group === undefined
    ? own && groupId(textAt(own.properties, "tenantId") ?? "")
    : groupId(group);
}

/** Whether a scope is another one or lies below it. */
export function isWithin(scene: Scene, scope: string, above: string): boolean {
  return (
    `${scope}/`.startsWith(`${above}/`) || groupsAbove(scene, scope).some(({ id }) => id === above)
  );
}

/** There is such a group or subscription. */
export function refuseStrayScope(scene: Scene, scope: string): void {
  if (groupsAbove(scene, scope).length === 0) {
    throw apiError(404, "ScopeNotFound", `The scope '${scope}' could not be found.`);
  }
}
