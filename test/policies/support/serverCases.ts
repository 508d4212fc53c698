import { databaseBackups } from "../../../policies/backup/databaseBackups.js";
import { fileSystemBackups } from "../../../policies/backup/fileSystemBackups.js";
import { encryptedStores } from "../../../policies/encryption/encryptedStores.js";
import { metadataTokens } from "../../../policies/network/metadataTokens.js";
import { privateDatabases } from "../../../policies/network/privateDatabases.js";
import { noPublicAddress } from "../../../policies/network/publicAddress.js";
import { productionLock } from "../../../policies/ownership/productionLock.js";
import { databaseUpdates } from "../../../policies/patching/databaseUpdates.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const instance = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const subnet = "aws:ec2/subnet:Subnet";
const address = "aws:ec2/eip:Eip";
const association = "aws:ec2/eipAssociation:EipAssociation";
const defaults = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const database = "aws:rds/instance:Instance";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const cluster = "aws:rds/cluster:Cluster";
const fileSystem = "aws:efs/fileSystem:FileSystem";
const backupPolicy = "aws:efs/backupPolicy:BackupPolicy";

const networkInterface = (value: unknown) => ({
  networkInterfaces: [{ associatePublicIpAddress: "false" }, { associatePublicIpAddress: value }],
});

const addressRows: readonly Row[] = [
  ["pass", "pass", template, networkInterface("false")],
  ["pass", "pass", template, networkInterface(false)],
  ["pass", "pass", template, {}],
  ["fail", "fail", template, networkInterface("true")],
  ["missing", "fail", template, networkInterface(undefined)],
  ["wrong type", "fail", template, { networkInterfaces: "none" }],
  ["unknown", "undetermined", template, { networkInterfaces: unknown }],
  ["unknown", "undetermined", template, { networkInterfaces: [unknown] }],
  ["unknown", "undetermined", template, networkInterface(unknown)],
  ["pass", "pass", address, { domain: "vpc" }],
  ["fail", "fail", address, { instance: "i-1" }],
  ["fail", "fail", address, { networkInterface: secret("canary-eni") }],
  ["unknown", "undetermined", address, { instance: unknown }],
  ["wrong type", "fail", address, { instance: 1 }],
  ["fail", "fail", association, { allocationId: unknown, instanceId: "i-1" }],
  ["fail", "fail", association, { networkInterfaceId: "eni-1" }],
  ["unknown", "undetermined", association, { instanceId: unknown }],
];

const tokens = (httpTokens: unknown) => ({ metadataOptions: { httpTokens } });
const tokenValues = { good: ["required"], bad: ["optional", "Required", ""], odd: [true, ["x"]] };

const hops = (httpPutResponseHopLimit: unknown) => ({
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit },
});

const production = { tags: { Environment: "production" } };

const locks = [
  [instance, "disableApiTermination"],
  [database, "deletionProtection"],
  [cluster, "deletionProtection"],
] as const;

const lockRows: readonly Row[] = [
  ["pass", "pass", instance, { tags: { Environment: "test" } }],
  ["pass", "pass", instance, {}],
  ["pass", "pass", instance, { tags: { Environment: 7 } }],
  ["fail", "fail", instance, { tags: { Environment: " Production" } }],
  ["unknown", "undetermined", instance, { tags: unknown }],
  ["unknown", "undetermined", cluster, { tags: { Environment: unknown } }],
  ["unknown", "pass", instance, { tags: unknown, disableApiTermination: true }],
  ["unknown", "pass", instance, { tags: { Environment: "test" }, disableApiTermination: unknown }],
  ...locks.flatMap(([type, lock]) =>
    flagRows(type, (value) => ({ ...production, [lock]: value }), true),
  ),
];

const days = { good: [7, 35], bad: [6, 0, -1], odd: ["7", [7]] };
const windows = {
  good: ["Tue:01:00-Tue:03:00", "sun:23:30-mon:01:30"],
  bad: ["", "Tue:25:00-Tue:26:00", "Tuesday", "Tue:01:00-Tue:03:00\n"],
};
const night = { maintenanceWindow: "Tue:01:00-Tue:03:00" };
const nights = { preferredMaintenanceWindow: "Tue:01:00-Tue:03:00" };

/** The rules on servers in AWS and on what stores their data. */
export const serverCases: readonly Case[] = [
  ...ruleCases(
    noPublicAddress,
    addressRows,
    flagRows(instance, (value) => ({ associatePublicIpAddress: value }), false),
    flagRows(subnet, (value) => ({ mapPublicIpOnLaunch: value }), false, "pass"),
  ),
  ...ruleCases(
    metadataTokens,
    valueRows(instance, tokens, tokenValues),
    valueRows(template, tokens, tokenValues),
    valueRows(defaults, (httpTokens) => ({ httpTokens }), tokenValues),
    [["wrong type", "fail", instance, { metadataOptions: "required" }]],
    valueRows(instance, hops, { good: [1, 2], bad: [3, 64], odd: ["1", [1]], missing: "pass" }),
  ),
  ...ruleCases(
    privateDatabases,
    flagRows(database, (value) => ({ publiclyAccessible: value }), false, "pass"),
    flagRows(clusterInstance, (value) => ({ publiclyAccessible: value }), false, "pass"),
  ),
  ...ruleCases(
    encryptedStores,
    flagRows(database, (value) => ({ storageEncrypted: value, encrypted: true }), true),
    flagRows(cluster, (value) => ({ storageEncrypted: value }), true),
    flagRows(fileSystem, (value) => ({ encrypted: value, storageEncrypted: true }), true),
  ),
  ...ruleCases(productionLock, lockRows),
  ...ruleCases(
    databaseBackups,
    valueRows(database, (value) => ({ backupRetentionPeriod: value }), days),
    valueRows(cluster, (value) => ({ backupRetentionPeriod: value }), days),
    [
      ["pass", "pass", database, { replicateSourceDb: "catalog" }],
      ["unknown", "undetermined", database, { replicateSourceDb: unknown }],
      ["fail", "fail", cluster, { replicateSourceDb: "catalog" }],
    ],
  ),
  ...ruleCases(
    fileSystemBackups,
    valueRows(backupPolicy, (status) => ({ backupPolicy: { status } }), {
      good: ["ENABLED"],
      bad: ["DISABLED", "enabled"],
      odd: [true],
    }),
    [["wrong type", "fail", backupPolicy, { backupPolicy: "ENABLED" }]],
  ),
  ...ruleCases(
    databaseUpdates,
    valueRows(database, (value) => ({ maintenanceWindow: value }), windows),
    valueRows(cluster, (value) => ({ preferredMaintenanceWindow: value }), windows),
    valueRows(clusterInstance, (value) => ({ preferredMaintenanceWindow: value }), windows),
    flagRows(database, (value) => ({ ...night, autoMinorVersionUpgrade: value }), true, "pass"),
    flagRows(
      clusterInstance,
      (value) => ({ ...nights, autoMinorVersionUpgrade: value }),
      true,
      "pass",
    ),
  ),
];
