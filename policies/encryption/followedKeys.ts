import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const set = "azure-native:compute:DiskEncryptionSet";

/** When a key is rotated, the disks follow. */
export const followedKeys: Rule = {
  id: "ENC-18",
  title: "Disk encryption sets follow their key to its newest version",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12"], "MCSB v1": ["DP-6"] },
  why: "A set that stays with one version makes the rotation of its key a formality.",
  fix: "Set rotationToLatestKeyVersionEnabled to true.",
  tokens: [set],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A set that follows",
        type: set,
        inputs: { rotationToLatestKeyVersionEnabled: true },
      },
    ],
    fail: [{ title: "A set that stays", type: set, inputs: {} }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("rotationToLatestKeyVersionEnabled"), true, "disks stay with an old key"),
};
