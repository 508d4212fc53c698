import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const pricing = "azure-native:security:Pricing";

/** Attacks in Azure are noticed. */
export const defenderPlans: Rule = {
  id: "LOG-06",
  title: "Plans of Defender for Cloud are switched on",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SI-4"],
    "CIS Azure v5.0": ["8.1.3.1"],
    "MCSB v1": ["LT-1"],
  },
  why: "The free tier only gives advice; alerts on attacks come with the plan.",
  fix: 'Set pricingTier to "Standard".',
  tokens: [pricing],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A plan that is on", type: pricing, inputs: { pricingTier: "Standard" } }],
    fail: [{ title: "A plan that is off", type: pricing, inputs: { pricingTier: "Free" } }],
  },
  check: ({ inputs }) =>
    demandText(inputs.get("pricingTier"), (tier) => tier === "Standard", "nothing is detected"),
};
