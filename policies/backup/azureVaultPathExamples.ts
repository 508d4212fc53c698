import { tagKeys } from "../../components/service/tags.js";
import type { StackExamples } from "../framework/graph.js";

const group =
  "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/library/providers/";
const machineId = `${group}Microsoft.Compute/virtualMachines/web-1`;
const policyId = `${group}Microsoft.RecoveryServices/vaults/library/backupPolicies/standard`;

const machine = {
  name: "web-1",
  type: "azure-native:compute:VirtualMachine",
  properties: {
    id: machineId,
    location: "germanywestcentral",
    tags: { [tagKeys.backupClass]: "standard" },
  },
};

const item = {
  name: "item",
  type: "azure-native:recoveryservices:ProtectedItem",
  properties: { vaultName: "library", properties: { policyId, sourceResourceId: machineId } },
};

const policy = {
  name: "policy",
  type: "azure-native:recoveryservices:ProtectionPolicy",
  properties: {
    id: policyId,
    policyName: "standard",
    vaultName: "library",
    properties: {
      policyType: "V2",
      schedulePolicy: {
        scheduleRunFrequency: "Daily",
        dailySchedule: { scheduleRunTimes: ["2026-01-01T00:00:00Z"] },
      },
      retentionPolicy: {
        dailySchedule: { retentionDuration: { count: 30, durationType: "Days" } },
      },
    },
  },
};

const vault = {
  name: "vault",
  type: "azure-native:recoveryservices:Vault",
  properties: {
    vaultName: "library",
    location: "germanywestcentral",
    properties: {
      redundancySettings: { crossRegionRestore: "Enabled" },
      securitySettings: { immutabilitySettings: { state: "Unlocked" } },
    },
  },
};

/** A whole path, and paths that lack an edge. */
export const azureVaultPathExamples: StackExamples = {
  pass: [
    { title: "A machine whose class has a policy", resources: [machine, item, policy, vault] },
  ],
  fail: [
    { title: "A machine that no vault protects", resources: [machine, policy, vault] },
    { title: "A protected item without a policy", resources: [machine, item, vault] },
  ],
};
