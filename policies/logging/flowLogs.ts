import { allOf, holds, isGiven, not, reportIf } from "../framework/certainty.js";
import { demandFlag, demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const log = "aws:ec2/flowLog:FlowLog";
const azureLog = "azure-native:network:FlowLog";

const leastDays = 90;

/** Azure's word for keeping logs for ever. */
const forEver = 0;

/** Who talked with whom is known when it is asked. */
export const flowLogs: Rule = {
  id: "LOG-07",
  title: "Flow logs record what was refused and are kept for three months",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AU-12"], "CIS AWS v5.0": ["3.7"], "CIS Azure v5.0": ["7.8"] },
  why: "Refused packets are how a search of the network looks from outside; intruders are found late.",
  fix:
    'Set trafficType to "ALL" or "REJECT" (AWS); leave enabled on and keep retentionPolicy for ' +
    `${leastDays} days or more (Azure).`,
  tokens: [log, azureLog],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "All of the traffic", type: log, inputs: { trafficType: "ALL" } }],
    fail: [
      {
        title: "Logs of a week",
        type: azureLog,
        inputs: { enabled: true, retentionPolicy: { enabled: true, days: 7 } },
      },
    ],
  },
  check: ({ type, inputs }) => (type === log ? checkTraffic(inputs) : checkAzure(inputs)),
};

/** A transit gateway has no kinds of traffic; all of it is recorded. */
function checkTraffic(inputs: Field): Iterable<Finding> {
  const recordsRefused = (kind: string) => kind === "ALL" || kind === "REJECT";
  const kind = inputs.get("trafficType");
  return demandText(kind, recordsRefused, "refused packets are not recorded", "passes");
}

/** Without a policy of its own the log is kept as long as its storage account keeps it. */
function* checkAzure(inputs: Field): Iterable<Finding> {
  yield* demandFlag(inputs.get("enabled"), true, "nothing is recorded");
  const policy = inputs.get("retentionPolicy");
  const days = policy.get("days");
  const isLong = holds(days.number(), (count) => count === forEver || count >= leastDays);
  const ends = allOf(isGiven(policy), not(isOff(policy.get("enabled"))));
  const wrong = `the log is kept for less than ${leastDays} days`;
  yield* reportIf(allOf(ends, not(isLong)), days, wrong);
}

function isOff(field: Field) {
  return holds(field.flag(), (value) => !value);
}
