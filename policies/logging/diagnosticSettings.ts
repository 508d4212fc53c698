import {
  allOf,
  anyOf,
  type Certainty,
  holds,
  isGiven,
  isOn,
  not,
  reportIf,
} from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const setting = "azure-native:monitor:DiagnosticSetting";
const activity = "azure-native:monitor:SubscriptionDiagnosticSetting";

/** The categories of a subscription's activity log that an inquiry needs. */
const needed = ["Administrative", "Security", "Alert", "Policy"];

const places = [
  "workspaceId",
  "storageAccountId",
  "eventHubAuthorizationRuleId",
  "marketplacePartnerId",
];

const workspace = { workspaceId: "/subscriptions/1/workspaces/logs" };

/** Azure's logs are kept where an intruder can't reach them. */
export const diagnosticSettings: Rule = {
  id: "LOG-05",
  title: "Diagnostic settings send logs somewhere, and those of a subscription all that matter",
  severity: "medium",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AU-2"],
    "CIS Azure v5.0": ["6.1.1.1", "6.1.1.2"],
    "MCSB v1": ["LT-3"],
  },
  why: "Without a setting the activity log is gone after ninety days and other logs are not written.",
  fix:
    "Name a workspace, storage account or event hub, and set enabled to true on a log; for a " +
    `subscription on the categories ${needed.join(", ")} or on the group allLogs.`,
  tokens: [setting, activity],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "The logs of a vault",
        type: setting,
        inputs: { ...workspace, logs: [{ categoryGroup: "audit", enabled: true }] },
      },
    ],
    fail: [
      {
        title: "A subscription with half its log",
        type: activity,
        inputs: { ...workspace, logs: [{ category: "Administrative", enabled: true }] },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const isSent = anyOf(...places.map((place) => isGiven(inputs.get(place))));
  yield* reportIf(not(isSent), inputs.get("workspaceId"), "the logs are sent nowhere");
  const logs = inputs.get("logs");
  if (type === setting) {
    yield* reportIf(not(isAnyOn(logs, () => "yes")), logs, "no log is switched on");
    return;
  }
  for (const category of needed) {
    const isIt = (log: Field) =>
      anyOf(isWord(log.get("category"), category), isWord(log.get("categoryGroup"), "allLogs"));
    yield* reportIf(not(isAnyOn(logs, isIt)), logs, `the category ${category} is not recorded`);
  }
}

function isAnyOn(logs: Field, isSuch: (log: Field) => Certainty): Certainty {
  const items = logs.items();
  if (items.state === "unknown") {
    return "maybe";
  }
  const each = items.state === "known" ? items.value : [];
  return anyOf(...each.map((log) => allOf(isOn(log.get("enabled")), isSuch(log))));
}

function isWord(field: Field, word: string): Certainty {
  return holds(field.text(), (text) => text.toLowerCase() === word.toLowerCase());
}
