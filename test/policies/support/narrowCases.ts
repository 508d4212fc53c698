import { namedSecrets } from "../../../policies/identity/namedSecrets.js";
import { closingRules } from "../../../policies/network/closingRules.js";
import { narrowTargets } from "../../../policies/patching/narrowTargets.js";
import { type Case, type Row, unknown } from "./cases.js";
import { ruleCases, valueRows } from "./rows.js";

const target = "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget";
const assignment = "azure-native:maintenance:ConfigurationAssignmentsForSubscription";
const policy = "aws:iam/policy:Policy";
const policies = [
  policy,
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
];
const role = "aws:iam/role:Role";
const group = "azure-native:network:NetworkSecurityGroup";

const owner = { key: "tag:Owner", values: ["philosophy"] };
const targets = (values: unknown) => ({ targets: [owner, { key: "tag:PatchGroup", values }] });
const texts = { good: [["public"], ["public", "staging"]], bad: [[], [""], [" "]], odd: [[7], 7] };

const targetRows: readonly Row[] = [
  ["pass", "pass", target, { targets: [{ key: "InstanceIds", values: ["i-1"] }] }],
  ["pass", "pass", target, { targets: [{ key: "InstanceIds", values: [unknown, "i-1"] }] }],
  ["fail", "fail", target, { targets: [owner] }],
  ["fail", "fail", target, { targets: [owner, { key: "tag:patchgroup", values: ["public"] }] }],
  ["fail", "fail", target, { targets: [{ key: "InstanceIds", values: [] }] }],
  ["missing", "fail", target, {}],
  ["unknown", "undetermined", target, { targets: unknown }],
  ["unknown", "undetermined", target, { targets: [owner, unknown] }],
  ["unknown", "undetermined", target, { targets: [owner, { key: unknown, values: ["a"] }] }],
  ["wrong type", "fail", target, { targets: "tag:Owner" }],
];

const filter = (PatchGroup: unknown, filterOperator: unknown = "All") => ({
  filter: { tagSettings: { filterOperator, tags: { Owner: ["philosophy"], PatchGroup } } },
});

const filterRows: readonly Row[] = [
  ["missing", "fail", assignment, {}],
  ["unknown", "undetermined", assignment, { filter: unknown }],
  ["fail", "fail", assignment, { filter: { osTypes: ["Linux"] } }],
  ...valueRows(assignment, (word) => filter(["public"], word), {
    ...{ good: ["All", "all"], bad: ["Any", ""], odd: [true, ["All"]], missing: "pass" },
  }),
];

const reading = (Resource: unknown, more: object = {}) => ({
  policy: {
    Statement: [{ Effect: "Allow", Action: ["ssm:GetParameter"], Resource, ...more }],
  },
});
const parameters = "arn:aws:ssm:eu-central-1:111111111111:parameter/";

const resources = {
  good: [`${parameters}catalog/*`, [`${parameters}a`, `${parameters}b`]],
  bad: ["*", `${parameters}*`, [`${parameters}a`, "*"], "arn:aws:ssm:::?"],
  odd: [7, [{}]],
};

const secretRows: readonly Row[] = [
  ["pass", "pass", policy, reading("*", { Action: "ssm:DescribeParameters" })],
  ["pass", "pass", policy, reading("*", { Effect: "Deny" })],
  ["pass", "pass", policy, reading("*", { Condition: { StringEquals: { "aws:x": "y" } } })],
  ["fail", "fail", policy, reading("*", { Action: ["kms:Describe*", "KMS:De*"] })],
  ["fail", "fail", policy, reading(undefined, { NotResource: "a" })],
  ["fail", "fail", policy, reading("arn:aws:ec2:*:*:instance/*", { Action: "ssm:SendCommand" })],
  ["fail", "fail", role, { inlinePolicies: [reading("*")] }],
  ["pass", "pass", role, { inlinePolicies: [reading(`${parameters}catalog`)] }],
  ["missing", "pass", role, {}],
  ["unknown", "undetermined", policy, { policy: unknown }],
  ["unknown", "undetermined", policy, reading("*", { Action: unknown })],
  ["unknown", "undetermined", policy, reading("*", { Condition: unknown })],
  ["unknown", "undetermined", role, { inlinePolicies: unknown }],
  ["wrong type", "fail", policy, { policy: 7 }],
];

const web = {
  ...{ access: "Allow", direction: "Inbound", protocol: "Tcp", sourceAddressPrefix: "*" },
  ...{ destinationAddressPrefix: "*", destinationPortRange: "443", sourcePortRange: "*" },
};
const rest = { ...web, access: "Deny", protocol: "*", destinationPortRange: "*" };
const behind = (more: object) => ({ securityRules: [web, { ...rest, ...more }] });
const star = { good: ["*"], bad: ["", "10.0.0.0/8"], odd: [7, ["10.0.0.0/8"]] };

const closingRows: readonly Row[] = [
  ["pass", "pass", group, { securityRules: [] }],
  ["pass", "pass", group, { securityRules: [rest] }],
  ["pass", "pass", group, { securityRules: [{ ...web, direction: "Outbound" }] }],
  ["pass", "pass", group, behind({ access: "deny", direction: "INBOUND" })],
  ["pass", "pass", group, behind({ sourceAddressPrefix: null, sourceAddressPrefixes: ["*"] })],
  ["fail", "fail", group, { securityRules: [web] }],
  ["fail", "fail", group, behind({ access: "Allow" })],
  ["fail", "fail", group, behind({ direction: "Outbound" })],
  ["fail", "fail", group, behind({ protocol: "Tcp" })],
  ["fail", "fail", group, behind({ destinationPortRange: "1-1024" })],
  ["missing", "pass", group, {}],
  ["unknown", "undetermined", group, { securityRules: unknown }],
  ["unknown", "undetermined", group, { securityRules: [web, unknown] }],
  ["unknown", "undetermined", group, { securityRules: [{ ...web, access: unknown }] }],
  ["wrong type", "fail", group, { securityRules: "all" }],
];

/** The rules about what windows, policies and groups name, and what they leave to everybody. */
export const narrowCases: readonly Case[] = [
  ...ruleCases(
    narrowTargets,
    valueRows(target, targets, texts),
    valueRows(assignment, filter, texts),
    targetRows,
    filterRows,
  ),
  ...ruleCases(
    namedSecrets,
    ...policies.map((type) => valueRows(type, reading, resources)),
    valueRows(role, (resource) => ({ inlinePolicies: [reading(resource)] }), resources),
    secretRows,
  ),
  ...ruleCases(
    closingRules,
    valueRows(group, (sourceAddressPrefix) => behind({ sourceAddressPrefix }), star),
    closingRows,
  ),
];
