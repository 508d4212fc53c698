import { guestinfoKeys } from "../../../components/service/tags.js";
import { dataLevel } from "../../../policies/classification/dataLevel.js";
import { encryptedDisks } from "../../../policies/encryption/encryptedDisks.js";
import type { Rule } from "../../../policies/framework/rule.js";
import { publicAdminPorts } from "../../../policies/network/adminPorts.js";
import { ownershipTags } from "../../../policies/ownership/ownershipTags.js";

/** The situations that every rule is tried in. */
export const variants = [
  "pass",
  "fail",
  "unknown",
  "secret",
  "missing",
  "wrong type",
  "not applicable",
] as const;

export type Inputs = Readonly<Record<string, unknown>>;

/** What one rule has to say about one resource. */
export interface Case {
  readonly rule: Rule;
  readonly variant: (typeof variants)[number];
  readonly type: string;
  readonly inputs: Inputs;
  readonly expect: "pass" | "fail" | "undetermined" | "fail and undetermined" | "not applicable";
}

/** What the engine writes for a text that only the update knows. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The property that tells a secret from other objects in the engine's protocol. */
export const secretMark = {
  key: "4dabf18193072939515e22adb298388d",
  value: "1b47061264138c4ac30d75fd1eb44270",
} as const;

/** The value as the engine sends a secret. */
export function secret(value: unknown): unknown {
  return { [secretMark.key]: secretMark.value, value };
}

const instance = "aws:ec2/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const machine = "vsphere:index/virtualMachine:VirtualMachine";
const component = "comanaged:server:Server";
const group = "aws:ec2/securityGroup:SecurityGroup";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const groupRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const ingressRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const azureMachine = "azure-native:compute:VirtualMachine";
const azureDisk = "azure-native:compute:Disk";
const azureGroup = "azure-native:network:NetworkSecurityGroup";
const azureRule = "azure-native:network:SecurityRule";
const bucket = "aws:s3/bucket:Bucket";

export type Row = readonly [Case["variant"], Case["expect"], string, Inputs];

const level = (value: unknown) => ({ tags: { DataLevel: value } });
const setting = (value: unknown) => ({ extraConfig: { [guestinfoKeys.dataLevel]: value } });

const dataLevelRows: readonly Row[] = [
  ["pass", "pass", instance, level("1")],
  ["pass", "pass", instance, level("2")],
  ["pass", "pass", volume, level("2")],
  ["pass", "pass", machine, setting("1")],
  ["pass", "pass", component, { dataLevel: 1 }],
  ["pass", "pass", component, { dataLevel: 2, name: unknown }],
  ["pass", "pass", instance, { tags: { DataLevel: "1", Owner: unknown } }],
  ["fail", "fail", instance, level("3")],
  ["fail", "fail", volume, level("4")],
  ["fail", "fail", machine, setting("3")],
  ["fail", "fail", component, { dataLevel: 3 }],
  ["fail", "fail", component, { dataLevel: 4 }],
  ["fail", "fail", component, { dataLevel: 1.5 }],
  ["fail", "fail", component, { dataLevel: 0 }],
  ["pass", "pass", instance, { ...level("2"), rootBlockDevice: level("1") }],
  ["pass", "pass", instance, { ...level("2"), rootBlockDevice: { encrypted: true } }],
  ["fail", "fail", instance, { ...level("2"), rootBlockDevice: level("3") }],
  ["fail", "fail", instance, { ...level("2"), ebsBlockDevices: [{}, level("secret")] }],
  ["fail", "fail", instance, level("01")],
  ["fail", "fail", instance, level(" 1")],
  ["fail", "fail", instance, level("1\n")],
  ["fail", "fail", instance, level("public")],
  ["fail", "fail", instance, level("1 or 3")],
  ["fail", "fail", instance, level("")],
  ["fail", "fail", instance, { tags: { datalevel: "1" } }],
  ["unknown", "undetermined", instance, level(unknown)],
  ["unknown", "undetermined", instance, { tags: unknown }],
  ["unknown", "undetermined", volume, level(unknown)],
  ["unknown", "undetermined", machine, { extraConfig: unknown }],
  ["unknown", "undetermined", machine, setting(unknown)],
  ["unknown", "undetermined", component, { dataLevel: unknown }],
  ["secret", "pass", instance, { tags: secret({ DataLevel: "1" }) }],
  ["secret", "fail", instance, level(secret("canary-level"))],
  ["secret", "undetermined", instance, level(secret(unknown))],
  ["missing", "fail", instance, {}],
  ["missing", "fail", volume, { tags: {} }],
  ["missing", "fail", volume, { tags: null }],
  ["missing", "fail", machine, { extraConfig: { "guestinfo.other": "1" } }],
  ["missing", "fail", machine, { tags: ["urn:vmomi:InventoryServiceTag:1"] }],
  ["missing", "fail", component, {}],
  ["wrong type", "fail", instance, level(1)],
  ["wrong type", "fail", instance, level(["1"])],
  ["wrong type", "fail", instance, { tags: "1" }],
  ["wrong type", "fail", instance, { tags: [{ DataLevel: "1" }] }],
  ["wrong type", "fail", machine, { extraConfig: 1 }],
  ["wrong type", "fail", component, { dataLevel: "1" }],
  ["wrong type", "fail", component, { dataLevel: true }],
  ["pass", "pass", azureMachine, level("1")],
  ["pass", "pass", azureDisk, level("2")],
  ["fail", "fail", azureMachine, level("3")],
  ["fail", "fail", azureDisk, level("4")],
  ["unknown", "undetermined", azureMachine, { tags: unknown }],
  ["unknown", "undetermined", azureDisk, level(unknown)],
  ["secret", "fail", azureMachine, level(secret("canary-level"))],
  ["missing", "fail", azureMachine, {}],
  ["missing", "fail", azureDisk, { tags: null }],
  ["wrong type", "fail", azureMachine, level(1)],
  ["wrong type", "fail", azureDisk, { tags: "1" }],
  ["not applicable", "not applicable", azureGroup, level("3")],
  ["not applicable", "not applicable", bucket, level("3")],
];

const words = {
  Owner: "library",
  Service: "catalog",
  Environment: "production",
  CostCenter: "5200-01",
  PatchGroup: "public",
  BackupClass: "standard",
};
const { PatchGroup: _group, BackupClass: _class, ...volumeWords } = words;
const settings = {
  [guestinfoKeys.owner]: "library",
  [guestinfoKeys.service]: "catalog",
  [guestinfoKeys.environment]: "production",
  [guestinfoKeys.costCenter]: "5200-01",
  [guestinfoKeys.patchGroup]: "public",
  [guestinfoKeys.backupClass]: "standard",
};

const ownershipRows: readonly Row[] = [
  ["pass", "pass", instance, { tags: words }],
  ["pass", "pass", volume, { tags: volumeWords }],
  ["pass", "pass", machine, { extraConfig: settings }],
  ["pass", "pass", machine, { extraConfig: { ...settings, "guestinfo.userdata": unknown } }],
  ...Object.keys(words).map(
    (word): Row => ["fail", "fail", instance, { tags: { ...words, [word]: " " } }],
  ),
  ...Object.keys(settings).map(
    (key): Row => ["missing", "fail", machine, { extraConfig: { ...settings, [key]: undefined } }],
  ),
  ...Object.keys(volumeWords).map(
    (word): Row => ["missing", "fail", volume, { tags: { ...volumeWords, [word]: undefined } }],
  ),
  ["missing", "fail", instance, { tags: volumeWords }],
  ["missing", "fail", instance, {}],
  ["unknown", "undetermined", instance, { tags: unknown }],
  ["unknown", "undetermined", instance, { tags: { ...words, Owner: unknown } }],
  [
    "unknown",
    "fail and undetermined",
    instance,
    { tags: { ...words, Owner: unknown, Service: "" } },
  ],
  ["unknown", "undetermined", machine, { extraConfig: unknown }],
  ["secret", "pass", instance, { tags: { ...words, Owner: secret("canary-owner") } }],
  ["secret", "fail", volume, { tags: secret({ ...volumeWords, Owner: " ", Service: "canary" }) }],
  ["wrong type", "fail", instance, { tags: { ...words, Owner: 7 } }],
  ["wrong type", "fail", instance, { tags: "Owner" }],
  ["wrong type", "fail", machine, { extraConfig: [settings] }],
  ["pass", "pass", azureMachine, { tags: words }],
  ["pass", "pass", azureDisk, { tags: volumeWords }],
  ["fail", "fail", azureMachine, { tags: { ...words, PatchGroup: "" } }],
  ["missing", "fail", azureMachine, { tags: volumeWords }],
  ["missing", "fail", azureDisk, {}],
  ["unknown", "undetermined", azureMachine, { tags: unknown }],
  ["unknown", "undetermined", azureDisk, { tags: { ...volumeWords, Owner: unknown } }],
  ["secret", "pass", azureDisk, { tags: { ...volumeWords, Owner: secret("canary-owner") } }],
  ["wrong type", "fail", azureDisk, { tags: { ...volumeWords, Owner: 7 } }],
  ["not applicable", "not applicable", azureGroup, {}],
  ["not applicable", "not applicable", bucket, {}],
];

const root = { rootBlockDevice: { encrypted: true } };
const disk = (deviceName: unknown, encrypted: unknown) => ({ deviceName, ebs: { encrypted } });

const ownKey = { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: "/subscriptions/1" };
const platformKey = "EncryptionAtRestWithPlatformKey";
const attachedDisk = { lun: 1, createOption: "Attach", managedDisk: { id: unknown } };
const azure = (storage: Inputs = {}): Inputs => ({
  storageProfile: {
    osDisk: { managedDisk: { diskEncryptionSet: { id: "/subscriptions/1" } } },
    ...storage,
  },
});

const encryptionRows: readonly Row[] = [
  ["pass", "pass", volume, { encrypted: true, kmsKeyId: unknown }],
  ["pass", "pass", instance, root],
  ["pass", "pass", instance, { ...root, ebsBlockDevices: [{ encrypted: true }] }],
  ["pass", "pass", template, { blockDeviceMappings: [disk("/dev/xvda", "true")] }],
  ["pass", "pass", template, { blockDeviceMappings: [disk("/dev/sda1", true)] }],
  [
    "pass",
    "pass",
    template,
    {
      blockDeviceMappings: [
        disk("/dev/xvda", "true"),
        { deviceName: "/dev/sdb", noDevice: "true" },
      ],
    },
  ],
  ["fail", "fail", volume, { encrypted: false }],
  ["fail", "fail", instance, { rootBlockDevice: { encrypted: false } }],
  [
    "fail",
    "fail",
    instance,
    { ...root, ebsBlockDevices: [{ encrypted: true }, { encrypted: false }] },
  ],
  ["fail", "fail", instance, { ...root, ebsBlockDevices: [{}] }],
  ["fail", "fail", template, { blockDeviceMappings: [disk("/dev/xvda", "false")] }],
  ["fail", "fail", template, { blockDeviceMappings: [disk("/dev/sdf", "true")] }],
  [
    "fail",
    "fail",
    template,
    { blockDeviceMappings: [disk("/dev/xvda", "true"), { deviceName: "/dev/sdb", noDevice: "" }] },
  ],
  [
    "fail",
    "fail",
    template,
    { blockDeviceMappings: [{ ...disk("/dev/xvda", "false"), virtualName: "ephemeral0" }] },
  ],
  ["unknown", "undetermined", volume, { encrypted: unknown }],
  ["unknown", "undetermined", instance, { rootBlockDevice: unknown }],
  ["unknown", "undetermined", instance, { ...root, ebsBlockDevices: unknown }],
  [
    "unknown",
    "fail and undetermined",
    instance,
    { ...root, ebsBlockDevices: [unknown, { encrypted: false }] },
  ],
  ["unknown", "undetermined", template, { blockDeviceMappings: unknown }],
  ["unknown", "undetermined", template, { blockDeviceMappings: [disk(unknown, "true")] }],
  ["unknown", "undetermined", template, { blockDeviceMappings: [disk("/dev/xvda", unknown)] }],
  ["secret", "pass", volume, { encrypted: secret(true), kmsKeyId: secret("canary-key") }],
  ["secret", "fail", template, { blockDeviceMappings: [disk("/dev/xvda", secret("canary"))] }],
  ["missing", "fail", volume, {}],
  ["missing", "fail", instance, {}],
  ["missing", "fail", instance, { rootBlockDevice: {} }],
  ["missing", "fail", template, {}],
  ["wrong type", "fail", volume, { encrypted: "true" }],
  ["wrong type", "fail", volume, { encrypted: 1 }],
  ["wrong type", "fail", instance, { rootBlockDevice: [{ encrypted: true }] }],
  ["wrong type", "fail", instance, { ...root, ebsBlockDevices: { encrypted: true } }],
  ["wrong type", "fail", template, { blockDeviceMappings: "encrypted" }],
  ["pass", "pass", azureDisk, { encryption: ownKey }],
  ["pass", "pass", azureMachine, azure()],
  ["pass", "pass", azureMachine, azure({ dataDisks: [attachedDisk] })],
  ["fail", "fail", azureDisk, { encryption: { ...ownKey, type: platformKey } }],
  ["fail", "fail", azureDisk, { encryption: { ...ownKey, diskEncryptionSetId: "" } }],
  ["fail", "fail", azureMachine, azure({ osDisk: { managedDisk: {} } })],
  ["fail", "fail", azureMachine, azure({ dataDisks: [{ lun: 1, createOption: "Empty" }] })],
  ["unknown", "undetermined", azureDisk, { encryption: unknown }],
  [
    "unknown",
    "undetermined",
    azureDisk,
    { encryption: { ...ownKey, diskEncryptionSetId: unknown } },
  ],
  ["unknown", "undetermined", azureMachine, azure({ osDisk: unknown })],
  ["unknown", "undetermined", azureMachine, azure({ dataDisks: unknown })],
  [
    "unknown",
    "fail and undetermined",
    azureMachine,
    azure({ osDisk: unknown, dataDisks: [{ lun: 1, createOption: "Empty" }] }),
  ],
  [
    "secret",
    "pass",
    azureDisk,
    { encryption: { ...ownKey, diskEncryptionSetId: secret("canary") } },
  ],
  ["secret", "fail", azureDisk, { encryption: { ...ownKey, type: secret("canary") } }],
  ["missing", "fail", azureDisk, {}],
  ["missing", "fail", azureMachine, {}],
  ["wrong type", "fail", azureDisk, { encryption: "own" }],
  ["wrong type", "fail", azureMachine, azure({ osDisk: "own" })],
  ["wrong type", "fail", azureMachine, azure({ dataDisks: "none" })],
  ["not applicable", "not applicable", azureGroup, {}],
  ["not applicable", "not applicable", bucket, {}],
];

const world = ["0.0.0.0/0"];
const office = ["10.0.0.0/8", "192.168.0.0/16", "171.64.0.0/14"];
const ssh = { protocol: "tcp", fromPort: 22, toPort: 22 };
const ingress = (...rules: readonly unknown[]) => ({ ingress: rules });
const separate = (rule: Inputs) => ({ type: "ingress", securityGroupId: unknown, ...rule });
const single = (rule: Inputs) => ({ ipProtocol: "tcp", fromPort: 22, toPort: 22, ...rule });

const all = { sourceAddressPrefix: "*" };
const azureAllow = (rule: Inputs): Inputs => ({
  access: "Allow",
  direction: "Inbound",
  protocol: "Tcp",
  destinationPortRange: "22",
  ...rule,
});
const azureRules = (...rules: readonly Inputs[]) => ({ securityRules: rules.map(azureAllow) });

const networkRows: readonly Row[] = [
  ["pass", "pass", group, ingress({ ...ssh, cidrBlocks: office, self: true })],
  ["pass", "pass", group, ingress({ ...ssh, ipv6CidrBlocks: ["fd00::/8", "2001:db8::/32"] })],
  [
    "pass",
    "pass",
    group,
    ingress({ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: world }),
  ],
  [
    "pass",
    "pass",
    group,
    ingress({ protocol: "udp", fromPort: 22, toPort: 22, cidrBlocks: world }),
  ],
  [
    "pass",
    "pass",
    group,
    ingress({ protocol: "icmp", fromPort: -1, toPort: -1, cidrBlocks: world }),
  ],
  ["pass", "pass", group, ingress({ protocol: "50", fromPort: 0, toPort: 0, cidrBlocks: world })],
  [
    "pass",
    "pass",
    group,
    { egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: world }] },
  ],
  [
    "pass",
    "pass",
    group,
    ingress({ protocol: "TCP", fromPort: 80, toPort: 443, cidrBlocks: world }),
  ],
  ["pass", "pass", group, ingress({ ...ssh, securityGroups: [unknown] })],
  ["pass", "pass", groupRule, { ...ssh, type: "egress", cidrBlocks: world }],
  ["pass", "pass", ingressRule, single({ cidrIpv4: "10.1.0.0/16", securityGroupId: unknown })],
  ["pass", "pass", ingressRule, single({ referencedSecurityGroupId: unknown })],
  ["fail", "fail", group, ingress({ ...ssh, cidrBlocks: world })],
  ["fail", "fail", group, ingress({ ...ssh, ipv6CidrBlocks: ["::/0"] })],
  ["fail", "fail", group, ingress({ ...ssh, ipv6CidrBlocks: ["2000::/3"] })],
  ["fail", "fail", group, ingress({ ...ssh, cidrBlocks: ["0.0.0.0/1", "128.0.0.0/1"] })],
  [
    "fail",
    "fail",
    group,
    ingress({ ...ssh, cidrBlocks: ["0.0.0.0/1"] }, { ...ssh, cidrBlocks: ["128.0.0.0/1"] }),
  ],
  ["fail", "fail", group, ingress({ ...ssh, cidrBlocks: [...office, "8.0.0.0/8"] })],
  ["fail", "fail", group, ingress({ ...ssh, cidrBlocks: ["10.1.2.3/0"] })],
  ["fail", "fail", group, ingress({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: world })],
  ["fail", "fail", group, ingress({ protocol: "ALL", fromPort: 7, toPort: 7, cidrBlocks: world })],
  [
    "fail",
    "fail",
    group,
    ingress({ protocol: "6", fromPort: 0, toPort: 65535, cidrBlocks: world }),
  ],
  [
    "fail",
    "fail",
    group,
    ingress({ protocol: "TCP", fromPort: 3389, toPort: 3390, cidrBlocks: world }),
  ],
  [
    "fail",
    "fail",
    group,
    ingress({ protocol: "udp", fromPort: 3000, toPort: 4000, cidrBlocks: world }),
  ],
  [
    "fail",
    "fail",
    group,
    ingress({ protocol: "tcp", fromPort: 5986, toPort: 5986, cidrBlocks: world }),
  ],
  [
    "fail",
    "fail",
    defaultGroup,
    ingress({ ...ssh, fromPort: 5985, toPort: 5985, cidrBlocks: world }),
  ],
  ["fail", "fail", groupRule, separate({ ...ssh, cidrBlocks: world })],
  ["fail", "fail", groupRule, separate({ ...ssh, ipv6CidrBlocks: ["::/0"] })],
  ["fail", "fail", ingressRule, single({ cidrIpv4: "0.0.0.0/0" })],
  ["fail", "fail", ingressRule, single({ cidrIpv6: "::/0" })],
  ["fail", "fail", ingressRule, { ipProtocol: "-1", cidrIpv4: "0.0.0.0/1" }],
  ["unknown", "undetermined", group, { ingress: unknown }],
  ["unknown", "undetermined", group, ingress(unknown)],
  ["unknown", "undetermined", group, ingress({ ...ssh, cidrBlocks: [unknown] })],
  ["unknown", "undetermined", group, ingress({ ...ssh, cidrBlocks: unknown })],
  ["unknown", "undetermined", group, ingress({ ...ssh, prefixListIds: ["pl-1"] })],
  ["unknown", "undetermined", group, ingress({ ...ssh, fromPort: unknown, cidrBlocks: world })],
  ["unknown", "undetermined", group, ingress({ ...ssh, protocol: unknown, cidrBlocks: world })],
  ["unknown", "pass", group, ingress({ ...ssh, protocol: unknown, cidrBlocks: office })],
  ["unknown", "fail", group, ingress({ ...ssh, cidrBlocks: [unknown, "0.0.0.0/0"] })],
  [
    "unknown",
    "fail and undetermined",
    group,
    ingress({ protocol: "-1", cidrBlocks: [unknown] }, { ...ssh, cidrBlocks: world }),
  ],
  ["unknown", "undetermined", groupRule, { ...ssh, type: unknown, cidrBlocks: world }],
  ["unknown", "undetermined", ingressRule, single({ cidrIpv4: unknown })],
  ["unknown", "undetermined", ingressRule, single({ prefixListId: unknown })],
  ["secret", "fail", group, ingress({ ...ssh, cidrBlocks: secret(world), description: "canary" })],
  ["secret", "fail", group, ingress({ ...ssh, cidrBlocks: [secret("canary-range")] })],
  ["missing", "pass", group, {}],
  ["missing", "pass", group, ingress()],
  ["missing", "fail", group, ingress({ protocol: "tcp", cidrBlocks: world })],
  [
    "missing",
    "fail",
    group,
    ingress({ fromPort: 443, cidrBlocks: world, protocol: null, toPort: -1 }),
  ],
  ["missing", "fail", groupRule, { ...ssh, cidrBlocks: world }],
  ["missing", "fail", ingressRule, { ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" }],
  ["wrong type", "fail", group, { ingress: "everything" }],
  ["wrong type", "fail", group, ingress("everything")],
  ["wrong type", "fail", group, ingress({ ...ssh, cidrBlocks: "0.0.0.0/0" })],
  ["wrong type", "fail", group, ingress({ ...ssh, cidrBlocks: ["0.0.0.0"] })],
  ["wrong type", "fail", group, ingress({ ...ssh, cidrBlocks: [0] })],
  [
    "wrong type",
    "fail",
    group,
    ingress({ ...ssh, fromPort: "443", toPort: "443", cidrBlocks: world }),
  ],
  ["wrong type", "fail", group, ingress({ ...ssh, protocol: 6, cidrBlocks: world })],
  ["wrong type", "fail", group, ingress({ ...ssh, protocol: "256", cidrBlocks: world })],
  ["wrong type", "fail", group, ingress({ ...ssh, protocol: "anything", cidrBlocks: world })],
  ["pass", "pass", azureGroup, azureRules({})],
  [
    "pass",
    "pass",
    azureGroup,
    azureRules({ destinationPortRange: "443", sourceAddressPrefix: "*" }),
  ],
  ["pass", "pass", azureGroup, azureRules({ direction: "Outbound", sourceAddressPrefix: "*" })],
  ["pass", "pass", azureGroup, azureRules({ access: "Deny", sourceAddressPrefix: "*" })],
  ["pass", "pass", azureGroup, azureRules({ sourceAddressPrefix: "VirtualNetwork" })],
  ["pass", "pass", azureGroup, azureRules({ sourceAddressPrefix: "171.64.1.2" })],
  ["pass", "pass", azureGroup, azureRules({ protocol: "Icmp", sourceAddressPrefix: "*" })],
  ["pass", "pass", azureGroup, azureRules({ protocol: "Udp", sourceAddressPrefix: "*" })],
  ["pass", "pass", azureRule, azureAllow({ sourceAddressPrefixes: office })],
  ["fail", "fail", azureGroup, azureRules({ sourceAddressPrefix: "*" })],
  ["fail", "fail", azureGroup, azureRules({ sourceAddressPrefix: "Internet" })],
  ["fail", "fail", azureGroup, azureRules({ sourceAddressPrefix: "0.0.0.0/0" })],
  ["fail", "fail", azureGroup, azureRules({ protocol: "*", sourceAddressPrefix: "any" })],
  [
    "fail",
    "fail",
    azureGroup,
    azureRules({ destinationPortRange: "20-30", sourceAddressPrefix: "::/0" }),
  ],
  ["fail", "fail", azureGroup, azureRules({ destinationPortRange: "*", sourceAddressPrefix: "*" })],
  [
    "fail",
    "fail",
    azureGroup,
    azureRules(
      { sourceAddressPrefix: "0.0.0.0/1" },
      { priority: 110, sourceAddressPrefixes: ["128.0.0.0/1"] },
    ),
  ],
  [
    "fail",
    "fail",
    azureRule,
    azureAllow({
      destinationPortRange: undefined,
      destinationPortRanges: ["443", "3389"],
      sourceAddressPrefix: "*",
    }),
  ],
  [
    "fail",
    "fail",
    azureRule,
    azureAllow({ protocol: "Udp", destinationPortRange: "3389", ...all }),
  ],
  ["unknown", "undetermined", azureGroup, { securityRules: unknown }],
  ["unknown", "undetermined", azureGroup, azureRules({ sourceAddressPrefix: unknown })],
  ["unknown", "undetermined", azureGroup, azureRules({ access: unknown, ...all })],
  ["unknown", "undetermined", azureGroup, azureRules({ destinationPortRange: unknown, ...all })],
  ["unknown", "undetermined", azureRule, azureAllow({ sourceAddressPrefix: "AzureCloud" })],
  ["unknown", "fail", azureRule, azureAllow({ sourceAddressPrefixes: ["*", unknown] })],
  ["secret", "fail", azureRule, azureAllow({ sourceAddressPrefix: secret("*"), name: "canary" })],
  ["missing", "pass", azureGroup, {}],
  ["missing", "fail", azureRule, { access: "Allow", direction: "Inbound", ...all }],
  ["missing", "fail", azureRule, { ...azureAllow(all), direction: undefined }],
  ["wrong type", "fail", azureGroup, azureRules({ sourceAddressPrefix: "10.0.0.0/99" })],
  ["wrong type", "fail", azureGroup, azureRules({ sourceAddressPrefix: 0 })],
  ["wrong type", "fail", azureGroup, azureRules({ destinationPortRange: 443, ...all })],
  ["wrong type", "fail", azureGroup, { securityRules: "everything" }],
  ["not applicable", "not applicable", azureMachine, azureRules(all)],
  ["not applicable", "not applicable", bucket, ingress({ ...ssh, cidrBlocks: world })],
];

export function casesOf(rule: Rule, rows: readonly Row[]): readonly Case[] {
  return rows.map(([variant, expect, type, inputs]) => ({ rule, variant, expect, type, inputs }));
}

/** The first four rules in every situation, as the engine sends the resources. */
export const cases: readonly Case[] = [
  ...casesOf(dataLevel, dataLevelRows),
  ...casesOf(ownershipTags, ownershipRows),
  ...casesOf(encryptedDisks, encryptionRows),
  ...casesOf(publicAdminPorts, networkRows),
];

/** The case in a line, for the titles of tests. */
export function titleOf({ variant, type, inputs, expect }: Case): string {
  return `${variant}: ${type.split(":").at(-1) ?? type} ${JSON.stringify(inputs)} → ${expect}`;
}
