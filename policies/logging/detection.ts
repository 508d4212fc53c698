import { demandFlag, demandText } from "../framework/demands.js";
import type { Resource, Rule } from "../framework/rule.js";

const detector = "aws:guardduty/detector:Detector";
const guardDuty = "aws:guardduty/organizationConfiguration:OrganizationConfiguration";
const securityHub = "aws:securityhub/organizationConfiguration:OrganizationConfiguration";

/** Attacks are noticed, also in accounts that join later. */
export const threatDetection: Rule = {
  id: "LOG-03",
  title: "GuardDuty and Security Hub are on, for new accounts as well",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-4"], "CIS AWS v5.0": ["4.16"], FSBP: ["GuardDuty.1"] },
  why: "Logs that nobody reads show an attack only afterwards; a new account is attacked at once.",
  fix:
    "Leave enable of the detector on, set autoEnableOrganizationMembers (GuardDuty) to ALL and " +
    "autoEnable (Security Hub) to true.",
  tokens: [detector, guardDuty, securityHub],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A detector that works", type: detector, inputs: { enable: true } }],
    fail: [
      { title: "A detector that is off", type: detector, inputs: { enable: false } },
      {
        title: "An organization whose new accounts are not watched",
        type: guardDuty,
        inputs: { autoEnableOrganizationMembers: "NONE" },
      },
    ],
  },
  check: ({ type, inputs }: Resource) => {
    if (type === detector) {
      return demandFlag(inputs.get("enable"), true, "nothing is detected", "passes");
    }
    if (type === securityHub) {
      return demandFlag(inputs.get("autoEnable"), true, "new accounts are not judged");
    }
    const members = inputs.get("autoEnableOrganizationMembers");
    return demandText(members, (value) => value === "ALL", "some accounts are not watched");
  },
};
