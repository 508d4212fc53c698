import { demandNamed } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const features = "aws:iam/organizationsFeatures:OrganizationsFeatures";

const needed = ["RootCredentialsManagement", "RootSessions"];

/** Accounts have no root credentials of their own. */
export const centralRoot: Rule = {
  id: "IAM-06",
  title: "The organization manages the root users of its accounts",
  severity: "high",
  responsible: "provider",
  controls: { "CIS AWS v5.0": ["1.3", "1.4", "1.5", "1.6"] },
  why:
    "A root user may do everything and is stopped by no policy of its account. Managed centrally " +
    "it has no password and no key that could be lost.",
  fix: `Name ${needed.join(" and ")} in enabledFeatures.`,
  tokens: [features],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "Both features", type: features, inputs: { enabledFeatures: needed } }],
    fail: [
      {
        title: "Root users that still have credentials",
        type: features,
        inputs: { enabledFeatures: ["RootSessions"] },
      },
    ],
  },
  *check({ inputs }) {
    for (const feature of needed) {
      yield* demandNamed(inputs.get("enabledFeatures"), feature, `${feature} is not enabled`);
    }
  },
};
