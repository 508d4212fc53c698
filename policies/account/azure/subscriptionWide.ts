import {
  activityAlerts,
  activityCategories,
} from "../../../components/service/account/azure/alerts.js";
import { azureNames, baselineId } from "../../../components/service/account/azure/names.js";
import { defenderPlans } from "../../../components/service/account/azure/plans.js";
import { resourceGroupScope, subscriptionScope } from "../../../components/service/azure/scopes.js";
import {
  filled,
  given,
  is,
  least,
  names,
  type Requirement,
  some,
  type Test,
} from "../requirement.js";

/** What the rule has to know of a subscription to ask for its baseline. */
export interface SubscriptionFacts {
  readonly account: string;
  readonly homeLocation: string;
}

const inGroup = is("resourceGroupName", azureNames.group);

const actionsId = (account: string, name: string) =>
  baselineId(account, "Microsoft.Insights/actionGroups", name);

/** The resource id of the workspace of logs. */
export function workspaceOf({ account }: SubscriptionFacts): string {
  return baselineId(account, "Microsoft.OperationalInsights/workspaces", azureNames.workspace);
}

/** What a subscription has once. */
export function ofSubscription(facts: SubscriptionFacts): readonly Requirement[] {
  return [...ofLogs(facts), ...ofDefender(facts), ...ofNotices(facts)];
}

function ofLogs(facts: SubscriptionFacts): readonly Requirement[] {
  const { account, homeLocation } = facts;
  return [
    {
      what: "the group of the baseline",
      token: "azure-native:resources:ResourceGroup",
      tests: [inGroup, is("location", homeLocation)],
    },
    {
      what: "the group of network watchers",
      token: "azure-native:resources:ResourceGroup",
      tests: [is("resourceGroupName", azureNames.watcherGroup)],
    },
    {
      what: "the lock of the logs",
      token: "azure-native:authorization:ManagementLockByScope",
      tests: [
        is("scope", resourceGroupScope(account, azureNames.group).slice(1)),
        is("level", "CanNotDelete"),
      ],
    },
    {
      what: "the workspace of logs",
      token: "azure-native:operationalinsights:Workspace",
      tests: [
        ...[inGroup, is("workspaceName", azureNames.workspace), is("location", homeLocation)],
        least("retentionInDays", 365),
      ],
    },
    {
      what: "the activity log",
      token: "azure-native:monitor:SubscriptionDiagnosticSetting",
      tests: [
        is("workspaceId", workspaceOf(facts)),
        ...activityCategories.map((category) =>
          some("logs", is("category", category), is("enabled", true)),
        ),
      ],
    },
  ];
}

function ofDefender({ account }: SubscriptionFacts): readonly Requirement[] {
  return [
    ...defenderPlans.map(({ name, subPlan, extensions = [] }) => ({
      what: `the plan ${name} of Defender`,
      token: "azure-native:security:Pricing",
      tests: [
        ...[is("pricingName", name), is("scopeId", subscriptionScope(account).slice(1))],
        is("pricingTier", "Standard"),
        ...(subPlan === undefined ? [] : [is("subPlan", subPlan)]),
        ...extensions.map((extension) =>
          some("extensions", is("name", extension), is("isEnabled", "True")),
        ),
      ],
    })),
    {
      what: "whom Defender tells",
      token: "azure-native:security:SecurityContact",
      tests: [
        ...[is("isEnabled", true), given("emails"), is("notificationsByRole.state", "On")],
        names("notificationsByRole.roles", "Owner"),
        some("notificationsSources", is("sourceType", "Alert"), is("minimalSeverity", "Medium")),
        some(
          "notificationsSources",
          is("sourceType", "AttackPath"),
          is("minimalRiskLevel", "High"),
        ),
      ],
    },
    {
      what: "the search for weak spots of servers",
      token: "azure-native:security:AzureServersSetting",
      tests: [is("selectedProvider", "MdeTvm")],
    },
  ];
}

function ofNotices({ account }: SubscriptionFacts): readonly Requirement[] {
  const receivers = [azureNames.actions, azureNames.outages].map((name) => ({
    what: `who reads the notices of ${name}`,
    token: "azure-native:monitor:ActionGroup",
    tests: [
      ...[is("actionGroupName", name), is("enabled", true)],
      some("emailReceivers", given("emailAddress")),
    ],
  }));
  const alert = (what: string, actions: string, ...conditions: readonly Test[]): Requirement => ({
    what,
    token: "azure-native:monitor:ActivityLogAlert",
    tests: [
      ...[is("enabled", true), names("scopes", subscriptionScope(account)), ...conditions],
      some("actions.actionGroups", is("actionGroupId", actionsId(account, actions))),
    ],
  });
  return [
    ...receivers,
    ...activityAlerts.map(({ operation }) =>
      alert(
        `the notice of ${operation}`,
        azureNames.actions,
        ...[when("category", "Administrative"), when("operationName", operation), count(2)],
      ),
    ),
    alert("the notice of attacks", azureNames.actions, when("category", "Security"), count(1)),
    alert("the notice of outages", azureNames.outages, when("category", "ServiceHealth"), count(1)),
    {
      what: "the budget",
      token: "azure-native:consumption:Budget",
      tests: [
        ...[is("scope", subscriptionScope(account).slice(1)), is("timeGrain", "Monthly")],
        ...[is("category", "Cost"), least("amount", 1)],
        ...["actual", "forecast"].flatMap((key) => [
          ...[is(`notifications.${key}.enabled`, true), least(`notifications.${key}.threshold`, 1)],
          filled(`notifications.${key}.contactEmails`),
        ]),
        is("notifications.forecast.thresholdType", "Forecasted"),
      ],
    },
  ];
}

const when = (field: string, equals: string) =>
  some("condition.allOf", is("field", field), is("equals", equals));

/** A further condition would leave events out. */
const count =
  (most: number): Test =>
  (inputs) => {
    const items = inputs.get("condition").get("allOf").items();
    return items.state === "known" && items.value.length <= most ? "yes" : "no";
  };
