import { demandGiven, demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, type Origin, undetermined } from "../framework/rule.js";

/** The kinds of encryption whose key is the organization's own. */
const withOwnKey = [
  "EncryptionAtRestWithCustomerKey",
  "EncryptionAtRestWithPlatformAndCustomerKeys",
];

/** A new set is as good as one that exists: Azure makes none without a key of the organization. */
export const diskEncryptionSets: readonly Origin[] = [
  "diskEncryptionSetId",
  "diskEncryptionSet.id",
].map((value) => ({ value, from: "azure-native:compute:DiskEncryptionSet", keeping: [] }));

/** A managed disk names the organization's key. */
export function* checkAzureDisk(inputs: Field): Iterable<Finding> {
  const encryption = inputs.get("encryption");
  const wrong = "the disk is not encrypted with the organization's key";
  yield* demandText(encryption.get("type"), (kind) => withOwnKey.includes(kind), wrong);
  yield* demandSet(encryption.get("diskEncryptionSetId"));
}

/** A machine names the key of each disk that it makes. */
export function* checkAzureMachine(inputs: Field): Iterable<Finding> {
  const storage = inputs.get("storageProfile");
  yield* demandSet(keyOf(storage.get("osDisk")));
  yield* inEach(storage.get("dataDisks"), checkDataDisk, "a new disk has no key");
}

/** A disk that is only attached says for itself how it is encrypted. */
function* checkDataDisk(disk: Field): Iterable<Finding> {
  const option = disk.get("createOption");
  const text = option.text();
  const findings = [...demandSet(keyOf(disk))];
  if (text.state === "unknown" && findings.length > 0) {
    yield undetermined(option, "not known yet; perhaps a new disk has no key");
  } else if (!(text.state === "known" && text.value === "Attach")) {
    yield* findings;
  }
}

function keyOf(disk: Field): Field {
  return disk.get("managedDisk").get("diskEncryptionSet").get("id");
}

function demandSet(id: Field): Iterable<Finding> {
  return demandGiven(id, "no disk encryption set is named");
}
