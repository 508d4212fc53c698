import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const fileSystem = "aws:efs/fileSystem:FileSystem";
const transparent = "azure-native:sql:TransparentDataEncryption";
const tokens = [instance, cluster, fileSystem, transparent];

/** Databases and file systems say themselves that they are encrypted. */
export const encryptedStores: Rule = {
  id: "ENC-03",
  title: "Databases and file systems are encrypted at rest",
  severity: "high",
  responsible: "customer",
  controls: {
    "NIST SP 800-53r5": ["SC-28"],
    "CIS AWS v5.0": ["2.2.1", "2.3.1"],
    FSBP: ["RDS.3", "EFS.8"],
  },
  why:
    "What is stored in clear stays readable in snapshots and copies. Encryption can't be switched " +
    "on later: the database or file system has to be made anew.",
  fix:
    "Set storageEncrypted (databases) or encrypted (file systems) to true, and state of transparent " +
    'data encryption (Azure) to "Enabled".',
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "An encrypted database", type: instance, inputs: { storageEncrypted: true } }],
    fail: [{ title: "A file system in clear", type: fileSystem, inputs: {} }],
  },
  check: ({ type, inputs }) => {
    if (type === transparent) {
      const isOn = (state: string) => state === "Enabled";
      return demandText(inputs.get("state"), isOn, "the data is not encrypted");
    }
    const key = type === fileSystem ? "encrypted" : "storageEncrypted";
    return demandFlag(inputs.get(key), true, "the data is not encrypted");
  },
};
