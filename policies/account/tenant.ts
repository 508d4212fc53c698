import { roleId } from "../../components/service/azure/roles.js";
import { managementGroupScope } from "../../components/service/azure/scopes.js";
import {
  defenderMembers,
  defenderSet,
  remediationName,
  type TenantAssignment,
  type TenantFacts,
  tenantAssignments,
  tenantDefinitions,
} from "../../components/service/tenant/assignments.js";
import { authorizationId } from "../../components/service/tenant/scopes.js";
import { alike, given, is, nothing, type Requirement, same, some } from "./requirement.js";

/** What the rule has to know of a tenant to ask for what it promises. */
export interface PromisedTenant extends TenantFacts {
  readonly tenant: string;
  readonly newSubscriptions: string;
  /** Each group with the one above it, as `departments@comanaged`. */
  readonly groups: readonly string[];
  /** Each subscription with its group. */
  readonly subscriptions: readonly string[];
}

/** Everything without which the tenant does not hold its subscriptions. */
export function ofTenant(promised: PromisedTenant): Requirement[] {
  return [
    ...promised.groups.map(ofGroup),
    ofHierarchy(promised),
    ...promised.subscriptions.map(ofSubscription),
    ...ofDefinitions(promised),
    ...tenantAssignments(promised).flatMap((one) => ofAssignment(one, promised.top)),
  ];
}

function ofGroup(group: string, index: number): Requirement {
  const [id = "", above = ""] = group.split("@");
  return {
    what: `the group groups[${index}]`,
    token: "azure-native:management:ManagementGroup",
    tests: [is("groupId", id), is("details.parent.id", managementGroupScope(above))],
  };
}

function ofHierarchy({ tenant, newSubscriptions }: PromisedTenant): Requirement {
  return {
    what: "where new subscriptions begin, and who makes groups",
    token: "azure-native:management:HierarchySetting",
    tests: [
      is("groupId", tenant),
      is("defaultManagementGroup", managementGroupScope(newSubscriptions)),
      is("requireAuthorizationForGroupCreation", true),
    ],
  };
}

function ofSubscription(placed: string, index: number): Requirement {
  const [subscription = "", group = ""] = placed.split("@");
  return {
    what: `the place of subscriptions[${index}]`,
    token: "azure-native:management:ManagementGroupSubscription",
    role: `places-${subscription}`,
    tests: [is("groupId", group)],
  };
}

function ofDefinitions({ top, defender }: PromisedTenant): Requirement[] {
  const own = tenantDefinitions.map(({ name, mode, rule }) => ({
    what: `the definition ${name}`,
    token: "azure-native:authorization:PolicyDefinitionAtManagementGroup",
    tests: [
      is("managementGroupId", top),
      is("policyDefinitionName", name),
      is("mode", mode),
      same("policyRule", rule),
    ],
  }));
  const plans = {
    what: `the initiative ${defenderSet}`,
    token: "azure-native:authorization:PolicySetDefinitionAtManagementGroup",
    tests: [
      is("managementGroupId", top),
      is("policySetDefinitionName", defenderSet),
      ...defenderMembers(defender).map((member) => some("policyDefinitions", alike(member))),
    ],
  };
  return [...own, plans];
}

function ofAssignment(assignment: TenantAssignment, top: string): Requirement[] {
  const { name, definition, parameters, roles, remediates } = assignment;
  const scope = managementGroupScope(top);
  const values = Object.entries(parameters).map(([key, value]) => [key, { value }]);
  return [
    {
      what: `the policy ${name}`,
      token: "azure-native:authorization:PolicyAssignment",
      tests: [
        ...[is("scope", scope), is("policyAssignmentName", name)],
        ...[is("policyDefinitionId", definition), is("enforcementMode", "Default")],
        same("parameters", Object.fromEntries(values)),
        ...["notScopes", "overrides", "resourceSelectors"].map(nothing),
        ...(roles.length > 0 ? [is("identity.type", "SystemAssigned"), given("location")] : []),
      ],
    },
    ...roles.map((role) => ({
      what: `what the policy ${name} may do as ${role}`,
      token: "azure-native:authorization:RoleAssignment",
      role: `policy-${name}-`,
      tests: [
        ...[is("scope", scope), is("roleDefinitionId", roleId(role)), given("principalId")],
        is("principalType", "ServicePrincipal"),
      ],
    })),
    ...remediates.map((reference) => ({
      what: `the task ${remediationName(name, reference)}`,
      token: "azure-native:policyinsights:RemediationAtManagementGroup",
      tests: [
        is("managementGroupId", top),
        is("policyAssignmentId", authorizationId(scope, "policyAssignments", name)),
        ...(reference === "" ? [] : [is("policyDefinitionReferenceId", reference)]),
      ],
    })),
  ];
}
