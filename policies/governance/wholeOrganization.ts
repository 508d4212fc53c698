import { demandNamed, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const organization = "aws:organizations/organization:Organization";

const policies = "SERVICE_CONTROL_POLICY";

/** The organization can set limits to its accounts. */
export const wholeOrganization: Rule = {
  id: "GOV-06",
  title: "The organization has all features and limits its accounts by policies",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-6", "CM-7"] },
  why:
    "An organization that only shares the bill can forbid its accounts nothing: whoever " +
    "administers an account switches its protections off.",
  fix: `Leave featureSet away or set it to ALL, and name ${policies} in enabledPolicyTypes.`,
  tokens: [organization],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "An organization with limits",
        type: organization,
        inputs: { enabledPolicyTypes: [policies] },
      },
    ],
    fail: [
      {
        title: "A shared bill",
        type: organization,
        inputs: { featureSet: "CONSOLIDATED_BILLING" },
      },
    ],
  },
  *check({ inputs }) {
    const features = inputs.get("featureSet");
    yield* demandText(features, (set) => set === "ALL", "only the bill is shared", "passes");
    yield* demandNamed(inputs.get("enabledPolicyTypes"), policies, "accounts have no limits");
  },
};
