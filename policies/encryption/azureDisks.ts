import type { Field } from "../framework/field.js";
import { type Finding, fail, undetermined } from "../framework/rule.js";
import { eachItem } from "./eachItem.js";

/** The kinds of encryption whose key is the organization's own. */
const withOwnKey = [
  "EncryptionAtRestWithCustomerKey",
  "EncryptionAtRestWithPlatformAndCustomerKeys",
];

/** A managed disk names the organization's key. */
export function* checkAzureDisk(inputs: Field): Iterable<Finding> {
  const encryption = inputs.get("encryption");
  const kind = encryption.get("type");
  const text = kind.text();
  if (text.state === "unknown") {
    yield undetermined(kind, "not known yet, so the disk may not use the organization's key");
  } else if (text.state !== "known" || !withOwnKey.includes(text.value)) {
    yield fail(kind, "the disk is not encrypted with the organization's key");
  } else {
    yield* checkSet(encryption.get("diskEncryptionSetId"));
  }
}

/** A machine encrypts on its host too, and names the key of each disk that it makes. */
export function* checkAzureMachine(inputs: Field): Iterable<Finding> {
  const atHost = inputs.get("securityProfile").get("encryptionAtHost");
  const flag = atHost.flag();
  if (flag.state === "unknown") {
    yield undetermined(atHost, "not known yet, so caches and temporary disks may be in clear");
  } else if (flag.state !== "known" || !flag.value) {
    yield fail(atHost, "caches and temporary disks are not encrypted on the host");
  }
  const storage = inputs.get("storageProfile");
  yield* checkSet(keyOf(storage.get("osDisk")));
  yield* eachItem(storage.get("dataDisks"), checkDataDisk);
}

/** A disk that is only attached says for itself how it is encrypted. */
function* checkDataDisk(disk: Field): Iterable<Finding> {
  const option = disk.get("createOption");
  const text = option.text();
  const findings = [...checkSet(keyOf(disk))];
  if (text.state === "unknown" && findings.length > 0) {
    yield undetermined(option, "not known yet, so a new disk may not use the organization's key");
  } else if (!(text.state === "known" && text.value === "Attach")) {
    yield* findings;
  }
}

function keyOf(disk: Field): Field {
  return disk.get("managedDisk").get("diskEncryptionSet").get("id");
}

/** The id of a set may come with the update: what counts is that there is one. */
function* checkSet(id: Field): Iterable<Finding> {
  const text = id.text();
  if (text.state === "unknown") {
    yield undetermined(id, "not known yet, so the disk may not use the organization's key");
  } else if (text.state !== "known" || text.value === "") {
    yield fail(id, "no disk encryption set is named");
  }
}
