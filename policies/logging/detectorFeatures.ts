import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const feature = "aws:guardduty/detectorFeature:DetectorFeature";
const member = "aws:guardduty/memberDetectorFeature:MemberDetectorFeature";
const organization =
  "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature";

/** What a detector can see it looks at. */
export const detectorFeatures: Rule = {
  id: "LOG-09",
  title: "Features of GuardDuty that are named are switched on",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-4"] },
  why: "A feature that is off by name is a blind spot that the console shows as configured.",
  fix: 'Set status to "ENABLED", and autoEnable of the organization\'s features to "ALL".',
  tokens: [feature, member, organization],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A look at disks",
        type: feature,
        inputs: { name: "EBS_MALWARE_PROTECTION", status: "ENABLED" },
      },
    ],
    fail: [
      {
        title: "A blind spot",
        type: organization,
        inputs: { name: "EBS_MALWARE_PROTECTION", autoEnable: "NONE" },
      },
    ],
  },
  check: ({ type, inputs }) => {
    const [key, fine] = type === organization ? ["autoEnable", "ALL"] : ["status", "ENABLED"];
    return demandText(inputs.get(key), (word) => word === fine, "the feature is off");
  },
};
