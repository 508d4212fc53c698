import { inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import { type Finding, fail, type Resource, type Rule, undetermined } from "../framework/rule.js";
import { checkAzureDisk, checkAzureMachine, diskEncryptionSets } from "./azureDisks.js";

const instance = "aws:ec2/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const azureMachine = "azure-native:compute:VirtualMachine";
const azureDisk = "azure-native:compute:Disk";
const launchTemplate = "aws:ec2/launchTemplate:LaunchTemplate";

/** The names under which Amazon's images start their system disk. */
const rootDevices = ["/dev/xvda", "/dev/sda1"];

/** What makes a mapping stand for no EBS disk at all. */
const omissions = ["noDevice", "virtualName"];

/** What an unknown list may hide. */
const inClear = "a disk is in clear";

/** Every disk of a server says itself that it is encrypted. */
export const encryptedDisks: Rule = {
  id: "ENC-02",
  title: "Every disk is encrypted at rest",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-28"],
    FSBP: ["EC2.3", "EC2.181"],
    "MCSB v1": ["DP-5"],
  },
  why:
    "A disk that is written in clear stays readable in snapshots, copies and returned hardware. " +
    "The default of the account may be switched off by others, so each disk says it itself.",
  fix:
    "Set encrypted to true on the volume, on rootBlockDevice and every ebsBlockDevices entry of " +
    "the instance, and in ebs of every mapping of the launch template, the system disk included. " +
    "On Azure name the disk encryption set of every disk.",
  tokens: [instance, volume, launchTemplate, azureMachine, azureDisk],
  onUnknown: "defer",
  origins: diskEncryptionSets,
  examples: {
    pass: [
      {
        title: "An instance with an encrypted system disk",
        type: instance,
        inputs: { rootBlockDevice: { encrypted: true } },
      },
    ],
    fail: [
      { title: "A volume that leaves encryption to the account", type: volume, inputs: {} },
      {
        title: "A launch template with one disk in clear",
        type: launchTemplate,
        inputs: {
          blockDeviceMappings: [
            { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
            { deviceName: "/dev/sdf", ebs: { encrypted: "false" } },
          ],
        },
      },
    ],
  },
  check,
};

function* check({ type, inputs }: Resource): Iterable<Finding> {
  if (type === volume) {
    yield* checkDisk(inputs);
  } else if (type === instance) {
    yield* checkDisk(inputs.get("rootBlockDevice"));
    yield* inEach(inputs.get("ebsBlockDevices"), checkDisk, inClear);
  } else if (type === azureMachine) {
    yield* checkAzureMachine(inputs);
  } else if (type === azureDisk) {
    yield* checkAzureDisk(inputs);
  } else {
    const mappings = inputs.get("blockDeviceMappings");
    yield* inEach(mappings, checkMapping, inClear);
    yield* checkRootMapping(mappings);
  }
}

function* checkDisk(disk: Field): Iterable<Finding> {
  const field = disk.get("encrypted");
  const encrypted = field.flag();
  if (encrypted.state === "unknown") {
    yield undetermined(field, "not known yet, so the disk may be in clear");
  } else if (encrypted.state !== "known" || !encrypted.value) {
    yield fail(field, "the disk is not encrypted by itself");
  }
}

function* checkMapping(mapping: Field): Iterable<Finding> {
  const ebs = mapping.get("ebs");
  const omission = ebs.state === "missing" ? omissionOf(mapping) : "no";
  // Launch templates spell the flag as text.
  const text = ebs.get("encrypted").text();
  if (omission === "maybe") {
    yield undetermined(mapping, "not known yet, so there may be a disk in clear");
  } else if (omission === "no" && !(text.state === "known" && text.value === "true")) {
    yield* checkDisk(ebs);
  }
}

/** Whether the mapping says that there is no EBS disk. */
function omissionOf(mapping: Field): "yes" | "no" | "maybe" {
  const texts = omissions.map((key) => mapping.get(key).text());
  if (texts.some((text) => text.state === "known" && text.value !== "")) {
    return "yes";
  }
  return texts.some(({ state }) => state === "unknown") ? "maybe" : "no";
}

/** A system disk that no mapping names takes whatever the image says. */
function* checkRootMapping(mappings: Field): Iterable<Finding> {
  const items = mappings.items();
  if (items.state === "unknown" || items.state === "wrongType") {
    return;
  }
  const names = (items.state === "known" ? items.value : []).map((m) => m.get("deviceName").text());
  if (names.some((name) => name.state === "known" && rootDevices.includes(name.value))) {
    return;
  }
  yield names.some(({ state }) => state === "unknown")
    ? undetermined(mappings, "not known yet, so the system disk may be in clear")
    : fail(mappings, `no mapping encrypts the system disk (${rootDevices.join(" or ")})`);
}
