import { demandGiven, demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const eligibility = "azure-native:authorization:PimRoleEligibilitySchedule";

/** What says the end, by the kind of end. */
const ends: ReadonlyMap<string, string> = new Map([
  ["AfterDateTime", "endDateTime"],
  ["AfterDuration", "duration"],
]);

/** A right that somebody may take up is looked at again. */
export const timedEligibility: Rule = {
  id: "IAM-23",
  title: "Whoever may take up a role in Azure may do so until a day that is named",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-2(5)", "AC-6"], "MCSB v1": ["PA-2"] },
  why: "A right without an end outlives the task, and nobody is asked about it again.",
  fix: 'Set scheduleInfo.expiration to "AfterDateTime" with endDateTime, a year away at most.',
  tokens: [eligibility],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A right for a quarter",
        type: eligibility,
        inputs: {
          scheduleInfo: {
            expiration: { type: "AfterDateTime", endDateTime: "2027-03-31T23:59:59Z" },
          },
        },
      },
    ],
    fail: [
      {
        title: "A right for ever",
        type: eligibility,
        inputs: { scheduleInfo: { expiration: { type: "NoExpiration" } } },
      },
    ],
  },
  check: ({ inputs }) => checkEnd(inputs.get("scheduleInfo").get("expiration")),
};

function* checkEnd(expiration: Field): Iterable<Finding> {
  const wrong = "the right never ends";
  const type = expiration.get("type");
  yield* demandText(type, (text) => ends.has(text), wrong);
  const known = type.text();
  const key = known.state === "known" ? ends.get(known.value) : undefined;
  if (key !== undefined) {
    yield* demandGiven(expiration.get(key), wrong);
  }
}
