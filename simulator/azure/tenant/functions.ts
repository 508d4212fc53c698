import type { FunctionBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { kinds, platformName } from "../common.js";
import {
  groupId,
  groupOf,
  inTenant,
  oneInTenant,
  parentOf,
  scopeIn,
  tenantKinds,
} from "./kinds.js";

type Asked = keyof typeof tenantKinds;

/** A function that gets one object by an id that follows from the arguments. */
function get(kind: Asked, idOf: (args: JsonObject) => string): FunctionBehaviour {
  return (scene, args) => {
    const id = idOf(args);
    const found = oneInTenant(scene, tenantKinds[kind], id);
    if (found === undefined) {
      throw apiError(404, "NotFound", `The resource '${id}' could not be found.`);
    }
    return { ...found.properties, id };
  };
}

/** The id of something that a provider of resources keeps at a scope. */
const at =
  (scopeOf: (args: JsonObject) => string, type: string, name: string) => (args: JsonObject) =>
    `${scopeOf(args)}/providers/${type}/${textAt(args, name) ?? ""}`;

const group = (args: JsonObject) => groupId(textAt(args, "managementGroupId") ?? "");

function ofGroup(one: WorldObject): JsonObject {
  const { id, properties } = one;
  const parent = parentOf(one);
  return {
    id,
    name: textAt(properties, "groupId") ?? "",
    type: "Microsoft.Management/managementGroups",
    ...(parent !== undefined && { parent: { id: parent } }),
  };
}

function ofSubscription(scene: Scene, { id }: WorldObject): JsonObject {
  return {
    id: `/subscriptions/${id}`,
    name: id,
    type: "/subscriptions",
    parent: { id: groupOf(scene, id) ?? "" },
  };
}

/** Every group and subscription of the tenant, each with what it stands in. */
const getEntity: FunctionBehaviour = (scene) => {
  const groups = inTenant(scene, tenantKinds.group).map(ofGroup);
  const subscriptions = scene.world
    .all(platformName, kinds.subscription)
    .map((one) => ofSubscription(scene, one));
  const value = [...groups, ...subscriptions];
  return { count: value.length, value };
};

const authorization = "Microsoft.Authorization";

/** What programs ask about a tenant. */
export const tenantFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "azure-native:authorization:getPolicyAssignment": get(
    "assignment",
    at(scopeIn, `${authorization}/policyAssignments`, "policyAssignmentName"),
  ),
  "azure-native:authorization:getPolicyDefinitionAtManagementGroup": get(
    "definition",
    at(group, `${authorization}/policyDefinitions`, "policyDefinitionName"),
  ),
  "azure-native:authorization:getPolicyExemption": get(
    "exemption",
    at(scopeIn, `${authorization}/policyExemptions`, "policyExemptionName"),
  ),
  "azure-native:authorization:getPolicySetDefinitionAtManagementGroup": get(
    "set",
    at(group, `${authorization}/policySetDefinitions`, "policySetDefinitionName"),
  ),
  "azure-native:authorization:getRoleAssignment": get(
    "roleAssignment",
    at(scopeIn, `${authorization}/roleAssignments`, "roleAssignmentName"),
  ),
  "azure-native:managedservices:getRegistrationAssignment": get(
    "delegation",
    at(scopeIn, "Microsoft.ManagedServices/registrationAssignments", "registrationAssignmentId"),
  ),
  "azure-native:managedservices:getRegistrationDefinition": get(
    "offer",
    at(scopeIn, "Microsoft.ManagedServices/registrationDefinitions", "registrationDefinitionId"),
  ),
  "azure-native:management:getEntity": getEntity,
  "azure-native:management:getHierarchySetting": get(
    "hierarchy",
    (args) => `${groupId(textAt(args, "groupId") ?? "")}/settings/default`,
  ),
  "azure-native:policyinsights:getRemediationAtManagementGroup": get(
    "remediation",
    at(group, "Microsoft.PolicyInsights/remediations", "remediationName"),
  ),
};
