import { administeredKeys } from "../../../policies/encryption/administeredKeys.js";
import { namedKeys } from "../../../policies/encryption/namedKeys.js";
import { checkedSources } from "../../../policies/network/checkedSources.js";
import { ownGroups } from "../../../policies/network/ownGroups.js";
import { keptDisks } from "../../../policies/ownership/keptDisks.js";
import { approvedPatches } from "../../../policies/patching/approvedPatches.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const instance = "aws:ec2/instance:Instance";
const card = "aws:ec2/networkInterface:NetworkInterface";
const volume = "aws:ebs/volume:Volume";
const azureCard = "azure-native:network:NetworkInterface";
const azureMachine = "azure-native:compute:VirtualMachine";
const baseline = "aws:ssm/patchBaseline:PatchBaseline";
const keys = ["aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey", "aws:kms/keyPolicy:KeyPolicy"];

const named = (key: unknown) => ({ networkSecurityGroup: { id: key } });
const listed = (place: string) => (value: unknown) => ({ [place]: value });

const lists = { good: [["sg-1"], ["sg-1", "sg-2"]], bad: [[], [""]], odd: [[{}], 7] };

const groupRows: readonly Row[] = [
  ["pass", "pass", instance, { securityGroups: ["web"] }],
  ["pass", "pass", instance, { networkInterfaces: [{ networkInterfaceId: "eni-1" }] }],
  ["pass", "pass", instance, { launchTemplate: { id: "lt-1" } }],
  ["pass", "pass", instance, { vpcSecurityGroupIds: unknown, securityGroups: ["web"] }],
  ["unknown", "undetermined", instance, { vpcSecurityGroupIds: [unknown] }],
  ["pass", "pass", instance, { vpcSecurityGroupIds: [unknown, "sg-1"] }],
  ["unknown", "undetermined", azureCard, { networkSecurityGroup: unknown }],
  ["wrong type", "fail", azureCard, { networkSecurityGroup: "" }],
];

const disk = (kmsKeyId: unknown) => ({ rootBlockDevice: { kmsKeyId } });
const further = (kmsKeyId: unknown) => ({ ...disk("key/1"), ebsBlockDevices: [{ kmsKeyId }] });
const keyNames = { good: ["key/1"], bad: ["", " ", "alias/aws/ebs"], odd: [true, ["key/1"]] };

const keyRows: readonly Row[] = [
  ["pass", "pass", volume, { snapshotId: "snap-1" }],
  ["unknown", "undetermined", volume, { snapshotId: unknown }],
  ["wrong type", "fail", instance, { rootBlockDevice: "key/1" }],
  ["unknown", "undetermined", instance, { ...disk("key/1"), ebsBlockDevices: unknown }],
];

const ofDisk = (deleteOption: unknown) => ({
  storageProfile: { dataDisks: [{ deleteOption: "Detach" }, { deleteOption }] },
});

interface Approvals {
  readonly approvalRules: readonly object[];
}

const approval = (approveAfterDays: unknown, ...patchFilters: readonly unknown[]) => ({
  approvalRules: [{ approveAfterDays, patchFilters }],
});
const both = (one: Approvals, other: Approvals) => ({
  approvalRules: [...one.approvalRules, ...other.approvalRules],
});
const severities = (...values: readonly unknown[]) => ({ key: "SEVERITY", values });
const important = { key: "MSRC_SEVERITY", values: ["Important"] };
const classes = (...values: readonly unknown[]) => ({ key: "CLASSIFICATION", values });

const approvalRows: readonly Row[] = [
  ["fail", "fail", baseline, { approvalRules: [] }],
  ["missing", "fail", baseline, {}],
  ["missing", "fail", baseline, { approvalRules: [{ approveUntilDate: "2026-01-01" }] }],
  ["unknown", "undetermined", baseline, { approvalRules: unknown }],
  ["unknown", "undetermined", baseline, { approvalRules: [unknown] }],
  ["wrong type", "fail", baseline, { approvalRules: "all" }],
  ["fail", "fail", baseline, approval(3, classes("Bugfix"))],
  ["pass", "pass", baseline, both(approval(90, classes("Bugfix")), approval(3, classes("*")))],
  ["fail", "fail", baseline, approval(3, classes("CriticalUpdates"))],
  ["fail", "fail", baseline, approval(3, severities("Critical"))],
  ["fail", "fail", baseline, approval(3, severities("Important", "Low"))],
  ["pass", "pass", baseline, approval(3, severities("Critical", "Important"))],
  ["pass", "pass", baseline, approval(3, severities("*"))],
  ["pass", "pass", baseline, both(approval(3, severities("Critical")), approval(9, important))],
  ["fail", "fail", baseline, both(approval(3, severities("Critical")), approval(90, important))],
  ["unknown", "undetermined", baseline, approval(3, severities("Critical", unknown))],
  ["fail", "fail", baseline, approval(90, classes("Bugfix", "Security"))],
  ["fail", "fail", baseline, approval(90, classes("CriticalUpdates"))],
  ["fail", "fail", baseline, approval(90, classes("*"))],
  ["unknown", "undetermined", baseline, approval(90, classes(unknown))],
  [
    "unknown",
    "undetermined",
    baseline,
    { approvalRules: [{ approveAfterDays: 90, patchFilters: unknown }] },
  ],
  ["unknown", "undetermined", baseline, approval(90, { key: unknown, values: ["Bugfix"] })],
  ["unknown", "undetermined", baseline, approval(7, classes(unknown))],
  ["secret", "fail", baseline, approval(90, classes(secret("Security")))],
];

const everybody = { AWS: "*" };
const ours = { StringEquals: { "aws:PrincipalOrgID": "o-exampleuni1" } };
const keyPolicy = (Action: unknown, more: object = { Principal: everybody }) => ({
  policy: { Statement: [{ Effect: "Allow", Action, Condition: ours, ...more }] },
});
const grants = (flag: unknown) => ({
  Principal: everybody,
  Condition: { ...ours, Bool: { "KMS:GrantIsForAWSResource": flag } },
});
const actions = {
  good: ["kms:Decrypt", ["kms:ReEncrypt*", "kms:DescribeKey"]],
  bad: ["kms:*", "*", ["kms:Decrypt", "kms:Put*"], "KMS:schedulekeydeletion", "kms:Disable?ey"],
  odd: [true, [{}]],
  missing: "pass",
} as const;

const administrationRows = keys.flatMap((type): readonly Row[] => [
  ...valueRows(type, keyPolicy, actions),
  ["pass", "pass", type, keyPolicy("kms:*", { Principal: { AWS: "111111111111" } })],
  ["pass", "pass", type, keyPolicy("kms:*", { Principal: everybody, Effect: "Deny" })],
  ["fail", "fail", type, keyPolicy(undefined, { Principal: everybody, NotAction: "kms:List*" })],
  ["fail", "fail", type, keyPolicy("kms:*", { NotPrincipal: { AWS: "111111111111" } })],
  ["pass", "pass", type, keyPolicy("kms:CreateGrant", grants("true"))],
  ["pass", "pass", type, keyPolicy("kms:CreateGrant", grants(true))],
  ["fail", "fail", type, keyPolicy("kms:CreateGrant")],
  ["fail", "fail", type, keyPolicy("kms:*Grant", grants("false"))],
  ["fail", "fail", type, keyPolicy(["kms:*", "kms:CreateGrant"], grants("true"))],
  ["unknown", "undetermined", type, keyPolicy("kms:CreateGrant", grants(unknown))],
  ["missing", "pass", type, {}],
  ["unknown", "undetermined", type, { policy: unknown }],
  ["unknown", "undetermined", type, keyPolicy("kms:*", { Principal: unknown })],
  ["wrong type", "fail", type, { policy: 7 }],
]);

/** The rules that were written for mutants that no other rule caught. */
export const escapeCases: readonly Case[] = [
  ...ruleCases(
    ownGroups,
    valueRows(instance, listed("vpcSecurityGroupIds"), lists),
    valueRows(card, listed("securityGroups"), lists),
    valueRows(azureCard, named, { good: ["/subscriptions/1"], bad: ["", " "], odd: [] }),
    groupRows,
  ),
  ...ruleCases(
    checkedSources,
    flagRows(instance, listed("sourceDestCheck"), true, "pass"),
    flagRows(card, listed("sourceDestCheck"), true, "pass"),
    flagRows(azureCard, listed("enableIPForwarding"), false, "pass"),
  ),
  ...ruleCases(
    namedKeys,
    valueRows(volume, listed("kmsKeyId"), keyNames),
    valueRows(instance, disk, keyNames),
    valueRows(instance, further, keyNames),
    keyRows,
  ),
  ...ruleCases(
    keptDisks,
    valueRows(instance, listed("instanceInitiatedShutdownBehavior"), {
      ...{ good: ["stop"], bad: ["terminate", "Stop", ""], missing: "pass" },
    }),
    valueRows(azureMachine, ofDisk, {
      ...{ good: ["Detach"], bad: ["Delete", "detach", ""], missing: "pass" },
    }),
    [["unknown", "undetermined", azureMachine, { storageProfile: unknown }]],
  ),
  ...ruleCases(
    approvedPatches,
    valueRows(baseline, (days) => approval(days, classes("Security")), {
      ...{ good: [0, 7, 14], bad: [15, 90, -1], odd: ["7", [7], true] },
    }),
    approvalRows,
  ),
  ...ruleCases(administeredKeys, administrationRows),
];
