import { anyOf, holds, not, reportIf } from "../framework/certainty.js";
import { inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const volume = "aws:ebs/volume:Volume";

const wrong = "the disk is encrypted with AWS's key of the account";

/** Disks are encrypted with a key that the provider governs. */
export const namedKeys: Rule = {
  id: "ENC-20",
  title: "Disks on AWS name the key that encrypts them",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-12", "SC-28"] },
  why:
    "What AWS's own key of an account encrypts can neither be copied to the account that keeps the " +
    "backups nor be closed to somebody by the key's policy.",
  fix:
    "Set kmsKeyId of volumes, of rootBlockDevice and of every ebsBlockDevices entry to the " +
    "provider's key. A disk from a snapshot keeps the key of the snapshot.",
  tokens: [instance, volume],
  onUnknown: "deferOrWarn",
  origins: [{ value: "kmsKeyId", from: "aws:kms/key:Key", keeping: [] }],
  examples: {
    pass: [
      {
        title: "A volume with the provider's key",
        type: volume,
        inputs: { kmsKeyId: "arn:aws:kms:eu-central-1:111111111111:key/1" },
      },
    ],
    fail: [{ title: "A volume with whatever key", type: volume, inputs: { encrypted: true } }],
  },
  *check({ type, inputs }: Resource): Iterable<Finding> {
    if (type === volume) {
      yield* checkDisk(inputs);
    } else {
      yield* checkDisk(inputs.get("rootBlockDevice"));
      yield* inEach(inputs.get("ebsBlockDevices"), checkDisk, wrong);
    }
  },
};

function checkDisk(disk: Field): Iterable<Finding> {
  const key = disk.get("kmsKeyId");
  const isNamed = anyOf(
    holds(key.text(), (text) => text.trim() !== "" && !text.endsWith("alias/aws/ebs")),
    holds(disk.get("snapshotId").text(), (text) => text !== ""),
  );
  return reportIf(not(isNamed), key, wrong);
}
