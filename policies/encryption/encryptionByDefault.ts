import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const setting = "aws:ebs/encryptionByDefault:EncryptionByDefault";

/** Disks that nobody thought of are encrypted as well. */
export const encryptionByDefault: Rule = {
  id: "ENC-01",
  title: "The account encrypts new disks by default",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-28"],
    "CIS AWS v5.0": ["5.1.1"],
    "CIS AWS v3.0": ["2.2.1"],
    FSBP: ["EC2.7"],
  },
  why: "Disks that are made by hand, by restores or by other tools say nothing of encryption.",
  fix: "Leave enabled away or set it to true.",
  tokens: [setting],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "The setting switched on", type: setting, inputs: { enabled: true } }],
    fail: [{ title: "The setting switched off", type: setting, inputs: { enabled: false } }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("enabled"), true, "new disks are in clear by default", "passes"),
};
