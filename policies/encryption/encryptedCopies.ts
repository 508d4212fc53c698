import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const snapshot = "aws:ebs/snapshotCopy:SnapshotCopy";
const image = "aws:ec2/amiCopy:AmiCopy";
const imported = "aws:ebs/snapshotImport:SnapshotImport";

/** A copy of a disk is no less protected than the disk. */
export const encryptedCopies: Rule = {
  id: "ENC-12",
  title: "Copies of snapshots and images are encrypted",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-28"] },
  why: "A copy is written in clear unless the call that makes it says otherwise.",
  fix: "Set encrypted to true, and kmsKeyId to the key of the place where the copy lies.",
  tokens: [snapshot, image, imported],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "An encrypted copy", type: snapshot, inputs: { encrypted: true } }],
    fail: [{ title: "An image in clear", type: image, inputs: { encrypted: false } }],
  },
  check: ({ inputs }) => demandFlag(inputs.get("encrypted"), true, "the copy is in clear"),
};
