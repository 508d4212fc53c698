import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const assignment = "azure-native:authorization:PolicyAssignment";

/** What a policy says it does. */
export const enforcedPolicies: Rule = {
  id: "GOV-04",
  title: "Policies that are assigned in Azure are enforced",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-6"] },
  why: "A policy that is assigned and not enforced looks like protection in every list.",
  fix: 'Leave enforcementMode away or set it to "Default"; use a dated exemption for a trial.',
  tokens: [assignment],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A policy that acts", type: assignment, inputs: { displayName: "Locations" } }],
    fail: [
      {
        title: "A policy that looks on",
        type: assignment,
        inputs: { enforcementMode: "DoNotEnforce" },
      },
    ],
  },
  check: ({ inputs }) =>
    demandText(
      inputs.get("enforcementMode"),
      (mode) => mode === "Default",
      "the policy is not enforced",
      "passes",
    ),
};
