import { azureNames } from "../../../components/service/account/azure/names.js";
import { emergencyRoles } from "../../../components/service/account/azure/roles.js";
import { serviceRole } from "../../../components/service/account/identity.js";
import { type AzureRole, roleId } from "../../../components/service/azure/roles.js";
import { subscriptionScope } from "../../../components/service/azure/scopes.js";
import { holds } from "../../framework/certainty.js";
import { filled, given, is, names, type Requirement, some, type Test } from "../requirement.js";
import { type SubscriptionFacts, workspaceOf } from "./subscriptionWide.js";

/** What the rule has to know of who works in a subscription. */
export interface IdentityFacts extends SubscriptionFacts {
  /** Whether somebody has rights for emergencies. */
  readonly hasEmergency: boolean;
  /** Whether the flows of any network are recorded. */
  readonly hasFlows: boolean;
  /** Names of the programs that come from outside. */
  readonly serviceAccounts: readonly string[];
}

/** A role on something. */
export function ofRole(
  what: string,
  account: string,
  {
    scope,
    right,
    principalType,
  }: { readonly scope: string; readonly right: AzureRole; readonly principalType: string },
): Requirement {
  return {
    what,
    token: "azure-native:authorization:RoleAssignment",
    tests: [
      ...[is("scope", scope.slice(1)), is("principalType", principalType)],
      ...[is("roleDefinitionId", roleId(right, subscriptionScope(account))), given("principalId")],
    ],
  };
}

const identity = (what: string, name: string): Requirement => ({
  what,
  token: "azure-native:managedidentity:UserAssignedIdentity",
  tests: [is("resourceName", name), is("resourceGroupName", azureNames.group)],
});

/** Who may work in a subscription besides those whom the tenant lets in. */
export function ofIdentities(facts: IdentityFacts): readonly Requirement[] {
  const { hasEmergency, hasFlows, serviceAccounts } = facts;
  return [
    ...(hasFlows ? [identity("the identity of flow logs", azureNames.flowIdentity)] : []),
    ...(hasEmergency ? ofEmergency(facts) : []),
    ...serviceAccounts.flatMap((name, index) => [
      identity(`the identity of serviceAccounts[${index}]`, serviceRole({ name })),
      {
        what: `whose tokens serviceAccounts[${index}] takes`,
        token: "azure-native:managedidentity:FederatedIdentityCredential",
        tests: [
          ...[is("resourceName", serviceRole({ name })), given("issuer"), given("subject")],
          filled("audiences"),
        ],
      },
    ]),
  ];
}

/** The query tells of everything that somebody does, and leaves nothing out. */
const asksForAll: Test = (condition) =>
  holds(condition.get("query").text(), (query) =>
    /^AzureActivity \| where Caller in~ \("[^|]+"\)$/.test(query),
  );

function ofEmergency(facts: IdentityFacts): readonly Requirement[] {
  const { account } = facts;
  return [
    ...emergencyRoles.map((right) =>
      ofRole(`the right for emergencies: ${right}`, account, {
        ...{ right, principalType: "Group" },
        scope: subscriptionScope(account),
      }),
    ),
    {
      what: "the alarm of emergencies",
      token: "azure-native:monitor:ScheduledQueryRule",
      tests: [
        ...[is("enabled", true), is("severity", 0), names("scopes", workspaceOf(facts))],
        ...[given("evaluationFrequency"), given("windowSize")],
        some(
          "criteria.allOf",
          ...[asksForAll, is("timeAggregation", "Count"), is("operator", "GreaterThan")],
          is("threshold", 0),
        ),
        filled("actions.actionGroups"),
      ],
    },
  ];
}
