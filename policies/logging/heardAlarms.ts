import { anyOf, type Certainty, not, reportIf } from "../framework/certainty.js";
import { demandFlag } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const composite = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const activity = "azure-native:monitor:ActivityLogAlert";
const metric = "azure-native:monitor:MetricAlert";
const inVcenter = "vsphere:index/alarm:Alarm";

/** Where a type says whether it is on, and what happens then. */
interface Place {
  readonly flag: string;
  readonly whenMissing: "passes" | "fails";
  readonly actions: (inputs: Field) => readonly Field[];
}

const places: Readonly<Record<string, Place>> = {
  [alarm]: place("actionsEnabled", "passes", "alarmActions"),
  [composite]: place("actionsEnabled", "passes", "alarmActions"),
  [metric]: place("enabled", "fails", "actions"),
  [activity]: {
    ...place("enabled", "passes"),
    actions: (inputs) => [inputs.get("actions").get("actionGroups")],
  },
  [inVcenter]: place("enabled", "passes", "emailActions", "snmpActions", "advancedActions"),
};

function place(flag: string, whenMissing: Place["whenMissing"], ...keys: readonly string[]): Place {
  return { flag, whenMissing, actions: (inputs) => keys.map((key) => inputs.get(key)) };
}

const topic = "arn:aws:sns:eu-central-1:111111111111:platform";

/** An alarm that goes off is heard. */
export const heardAlarms: Rule = {
  id: "LOG-08",
  title: "Alarms are on and tell somebody",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-4(5)", "AU-5"], "MCSB v1": ["LT-1"] },
  why: "An alarm without an action turns a field red that nobody looks at.",
  fix: "Leave the alarm on and name a topic (AWS), an action group (Azure) or a mail (vSphere).",
  tokens: Object.keys(places),
  onUnknown: "warn",
  examples: {
    pass: [{ title: "An alarm with a topic", type: alarm, inputs: { alarmActions: [topic] } }],
    fail: [
      {
        title: "An alarm that is silenced",
        type: alarm,
        inputs: { alarmActions: [topic], actionsEnabled: false },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  const one = places[type];
  if (one === undefined) {
    return;
  }
  yield* demandFlag(inputs.get(one.flag), true, "the alarm is off", one.whenMissing);
  const actions = one.actions(inputs);
  const where = { path: actions.map(({ path }) => path).join(", ") };
  yield* reportIf(not(anyOf(...actions.map(hasAny))), where, "nobody is told");
}

function hasAny(list: Field): Certainty {
  const items = list.items();
  if (items.state === "unknown") {
    return "maybe";
  }
  return items.state === "known" && items.value.length > 0 ? "yes" : "no";
}
