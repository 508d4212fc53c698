import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const exemption = "azure-native:authorization:PolicyExemption";

/** An exception has an end. */
export const endingExemptions: Rule = {
  id: "GOV-05",
  title: "Exemptions from policies in Azure have a last day",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-3"] },
  why: "An exemption without an end outlives its reason and everybody who knew it.",
  fix: "Set expiresOn, such as 2027-03-31T00:00:00Z.",
  tokens: [exemption],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "An exemption for a quarter",
        type: exemption,
        inputs: { exemptionCategory: "Waiver", expiresOn: "2027-03-31T00:00:00Z" },
      },
    ],
    fail: [
      {
        title: "An exemption for ever",
        type: exemption,
        inputs: { exemptionCategory: "Waiver" },
      },
    ],
  },
  check: ({ inputs }) => demandText(inputs.get("expiresOn"), isMoment, "the exemption never ends"),
};

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}
