import type { JsonObject } from "../../simulator/core/json.js";

export const tokens = {
  analyzer: "aws:accessanalyzer/analyzer:Analyzer",
  budget: "aws:budgets/budget:Budget",
  detector: "aws:guardduty/detector:Detector",
  eventRule: "aws:cloudwatch/eventRule:EventRule",
  iamPolicy: "aws:iam/policy:Policy",
  oidcProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  topic: "aws:sns/topic:Topic",
  alias: "aws:kms/alias:Alias",
  attachment: "aws:ec2/volumeAttachment:VolumeAttachment",
  assignment: "azure-native:maintenance:ConfigurationAssignmentsForSubscription",
  attribute: "vsphere:index/customAttribute:CustomAttribute",
  availabilitySet: "azure-native:compute:AvailabilitySet",
  placementGroup: "aws:ec2/placementGroup:PlacementGroup",
  azureDisk: "azure-native:compute:Disk",
  azureGroup: "azure-native:resources:ResourceGroup",
  azureConfiguration: "azure-native:maintenance:MaintenanceConfiguration",
  azureMachine: "azure-native:compute:VirtualMachine",
  backupPlan: "aws:backup/plan:Plan",
  backupSelection: "aws:backup/selection:Selection",
  backupVault: "aws:backup/vault:Vault",
  backupVaultLock: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  backupVaultPolicy: "aws:backup/vaultPolicy:VaultPolicy",
  bucket: "aws:s3/bucket:Bucket",
  category: "vsphere:index/tagCategory:TagCategory",
  egressRule: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  entityPermissions: "vsphere:index/entityPermissions:EntityPermissions",
  folder: "vsphere:index/folder:Folder",
  ingressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  instance: "aws:ec2/instance:Instance",
  instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
  key: "aws:kms/key:Key",
  elasticInterface: "aws:ec2/networkInterface:NetworkInterface",
  networkInterface: "azure-native:network:NetworkInterface",
  networkSecurityGroup: "azure-native:network:NetworkSecurityGroup",
  machine: "vsphere:index/virtualMachine:VirtualMachine",
  patchBaseline: "aws:ssm/patchBaseline:PatchBaseline",
  patchGroup: "aws:ssm/patchGroup:PatchGroup",
  policyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  document: "aws:ssm/document:Document",
  iamRole: "aws:iam/role:Role",
  protectedItem: "azure-native:recoveryservices:ProtectedItem",
  protectionPolicy: "azure-native:recoveryservices:ProtectionPolicy",
  recoveryVault: "azure-native:recoveryservices:Vault",
  restoreTestingPlan: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
  restoreTestingSelection: "aws:backup/restoreTestingSelection:RestoreTestingSelection",
  role: "vsphere:index/role:Role",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  snapshot: "vsphere:index/virtualMachineSnapshot:VirtualMachineSnapshot",
  tag: "vsphere:index/tag:Tag",
  volume: "aws:ebs/volume:Volume",
  window: "aws:ssm/maintenanceWindow:MaintenanceWindow",
  windowTarget: "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
  windowTask: "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
} as const;

const rootGroup = "0a0a0a0a-0000-4000-8000-00000000000a";
const rootScope = `/providers/Microsoft.Management/managementGroups/${rootGroup}`;
const builtIn = "/providers/Microsoft.Authorization";

/** What a tenant has above its subscriptions, where it needs nothing else to be there. */
const ofTenant: Readonly<Record<string, JsonObject>> = {
  "azure-native:management:ManagementGroup": {
    ...{ groupId: "lab", name: "lab", displayName: "Lab" },
    details: { parent: { id: rootScope } },
  },
  "azure-native:management:HierarchySetting": {
    ...{ groupId: rootGroup, requireAuthorizationForGroupCreation: true },
  },
  "azure-native:management:ManagementGroupSubscription": { groupId: rootGroup },
  "azure-native:authorization:PolicyDefinitionAtManagementGroup": {
    ...{ managementGroupId: rootGroup, policyDefinitionName: "own", mode: "All" },
    // biome-ignore lint/suspicious/noThenProperty: Azure calls it so.
    policyRule: { if: { field: "type", equals: "any" }, then: { effect: "deny" } },
  },
  "azure-native:authorization:PolicySetDefinitionAtManagementGroup": {
    ...{ managementGroupId: rootGroup, policySetDefinitionName: "plans" },
    policyDefinitions: [
      { policyDefinitionId: `${builtIn}/policyDefinitions/8e86a5b6-b9bd-49d1-8e21-4bb8a0862222` },
    ],
  },
  "azure-native:authorization:PolicyAssignment": {
    ...{ scope: rootScope, policyAssignmentName: "blobs", location: "westeurope" },
    policyDefinitionId: `${builtIn}/policyDefinitions/13502221-8df0-4414-9937-de9c5c4e396b`,
    ...{ identity: { type: "SystemAssigned" }, parameters: { effect: { value: "Modify" } } },
  },
  "azure-native:authorization:RoleAssignment": {
    ...{ scope: rootScope, roleAssignmentName: "8b8b8b8b-0000-4000-8000-000000000001" },
    ...{ principalId: "5e5e5e5e-0000-4000-8000-000000000005", principalType: "Group" },
    roleDefinitionId: `${builtIn}/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
  },
};

export const vpcId = "vpc-0c0ffee0000000001";
export const debianTemplate = "42300000-0000-4000-8000-000000000001";

export const instance: JsonObject = {
  ami: "ami-0a1b2c3d4e5f60012",
  instanceType: "t3.small",
  subnetId: "subnet-0c0ffee0000000001",
  rootBlockDevice: { volumeSize: 30, volumeType: "gp3", encrypted: true },
  tags: { Name: "lims-1" },
};

export const volume: JsonObject = {
  availabilityZone: "eu-central-1a",
  size: 100,
  type: "gp3",
  encrypted: true,
  tags: { Name: "data" },
};

export const window: JsonObject = {
  name: "production-patching",
  schedule: "cron(0 21 ? * TUE#3 *)",
  scheduleTimezone: "Europe/Berlin",
  duration: 4,
  cutoff: 1,
  tags: { a: "b" },
};

export const patchBaseline: JsonObject = {
  name: "production-rhel",
  operatingSystem: "REDHAT_ENTERPRISE_LINUX",
  approvalRules: [
    {
      approveAfterDays: 5,
      patchFilters: [{ key: "CLASSIFICATION", values: ["Security"] }],
    },
  ],
};

export function machine(name: string, changes: JsonObject = {}): JsonObject {
  return {
    name,
    firmware: "efi",
    resourcePoolId: "resgroup-9",
    numCpus: 2,
    memory: 4096,
    disks: [
      { label: "system", unitNumber: 0, size: 40 },
      { label: "data", unitNumber: 1, size: 100, keepOnRemove: true },
    ],
    networkInterfaces: [{ networkId: "dvportgroup-21", adapterType: "vmxnet3" }],
    clone: { templateUuid: debianTemplate },
    ...changes,
  };
}

const azureSubscription = "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002";
const azureBase = `${azureSubscription}/resourceGroups/co-managed-base/providers`;
export const azureSubnet = `${azureBase}/Microsoft.Network/virtualNetworks/vnet-chemistry/subnets/servers`;
export const azureKey = `${azureBase}/Microsoft.Compute/diskEncryptionSets/des-co-managed`;
const azureGroupName = "co-managed-base";

export const azureDisk: JsonObject = {
  diskName: "lims-1_data",
  resourceGroupName: azureGroupName,
  location: "germanywestcentral",
  creationData: { createOption: "Empty" },
  diskSizeGB: 100,
  sku: { name: "StandardSSD_LRS" },
  encryption: { type: "EncryptionAtRestWithCustomerKey", diskEncryptionSetId: azureKey },
  tags: { Owner: "chemistry" },
};

export const networkInterface: JsonObject = {
  networkInterfaceName: "lims-1",
  resourceGroupName: azureGroupName,
  location: "germanywestcentral",
  ipConfigurations: [
    { name: "main", privateIPAllocationMethod: "Dynamic", subnet: { id: azureSubnet } },
  ],
};

export const azureConfiguration: JsonObject = {
  resourceName: "production",
  resourceGroupName: azureGroupName,
  location: "germanywestcentral",
  maintenanceScope: "InGuestPatch",
  visibility: "Custom",
  extensionProperties: { InGuestPatchMode: "User" },
  startDateTime: "2026-12-15 05:00",
  timeZone: "W. Europe Standard Time",
  recurEvery: "Month Third Tuesday Offset4",
  duration: "03:00",
  installPatches: {
    rebootSetting: "IfRequired",
    linuxParameters: { classificationsToInclude: ["Critical", "Security"] },
  },
  tags: { Owner: "chemistry" },
};

export function azureMachine(nic: string, changes: JsonObject = {}): JsonObject {
  return {
    vmName: "lims-1",
    resourceGroupName: azureGroupName,
    location: "germanywestcentral",
    hardwareProfile: { vmSize: "Standard_B2ls_v2" },
    networkProfile: { networkInterfaces: [{ id: nic, primary: true }] },
    osProfile: {
      adminUsername: "comanaged",
      computerName: "lims-1",
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: {
          publicKeys: [
            { keyData: "ssh-ed25519 AAAA", path: "/home/comanaged/.ssh/authorized_keys" },
          ],
        },
      },
    },
    storageProfile: {
      imageReference: {
        publisher: "Debian",
        offer: "debian-12",
        sku: "12-gen2",
        version: "latest",
      },
      osDisk: {
        name: "lims-1_system",
        createOption: "FromImage",
        deleteOption: "Delete",
        diskSizeGB: 30,
        managedDisk: { storageAccountType: "StandardSSD_LRS" },
      },
      dataDisks: [],
    },
    ...changes,
  };
}

export const restoreTestingPlan: JsonObject = {
  name: "chemistry_gold",
  scheduleExpression: "cron(0 10 ? 1/3 SUN#3 *)",
  startWindowHours: 8,
  recoveryPointSelection: {
    algorithm: "LATEST_WITHIN_WINDOW",
    includeVaults: ["*"],
    recoveryPointTypes: ["SNAPSHOT"],
  },
};

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" } }],
});

/** Inputs of every type that needs nothing else in the world. */
export const independent: Readonly<Record<string, JsonObject>> = {
  [tokens.analyzer]: { analyzerName: "all", type: "ACCOUNT", tags: { a: "b" } },
  [tokens.budget]: {
    ...{ name: "monthly", budgetType: "COST", timeUnit: "MONTHLY" },
    ...{ limitAmount: "100.0", limitUnit: "USD" },
  },
  [tokens.detector]: { enable: true, findingPublishingFrequency: "ONE_HOUR", tags: { a: "b" } },
  [tokens.eventRule]: { name: "attacks", eventPattern: JSON.stringify({ source: ["aws.s3"] }) },
  [tokens.iamPolicy]: { name: "boundary", policy: JSON.stringify({ Statement: [] }) },
  [tokens.oidcProvider]: { url: "https://token.example.edu", clientIdLists: ["sts.amazonaws.com"] },
  [tokens.topic]: { name: "attacks", tags: { a: "b" } },
  [tokens.attribute]: { name: "cost center", managedObjectType: "VirtualMachine" },
  [tokens.availabilitySet]: {
    availabilitySetName: "apart-lims",
    resourceGroupName: azureGroupName,
    location: "germanywestcentral",
    tags: { Owner: "chemistry" },
  },
  [tokens.placementGroup]: { name: "apart-lims", strategy: "spread", tags: { a: "b" } },
  ...ofTenant,
  [tokens.azureDisk]: azureDisk,
  [tokens.azureConfiguration]: azureConfiguration,
  [tokens.azureGroup]: { resourceGroupName: "co-managed-lab", location: "germanywestcentral" },
  [tokens.elasticInterface]: { subnetId: instance["subnetId"] ?? "", tags: { Name: "lims-1" } },
  [tokens.networkInterface]: networkInterface,
  [tokens.networkSecurityGroup]: {
    networkSecurityGroupName: "lims-1",
    resourceGroupName: azureGroupName,
    location: "germanywestcentral",
    tags: { Owner: "chemistry" },
  },
  [tokens.recoveryVault]: {
    vaultName: "chemistry-backups",
    resourceGroupName: azureGroupName,
    location: "germanywestcentral",
    sku: { name: "RS0", tier: "Standard" },
    tags: { Owner: "chemistry" },
  },
  [tokens.backupVault]: { name: "chemistry-gold", tags: { a: "b" } },
  [tokens.bucket]: { bucket: "chemistry-archive", tags: { a: "b" } },
  [tokens.category]: {
    name: "owner",
    cardinality: "SINGLE",
    associableTypes: ["VirtualMachine", "Folder"],
  },
  [tokens.folder]: { path: "co-managed", type: "vm" },
  [tokens.document]: {
    name: "release",
    documentType: "Automation",
    content: JSON.stringify({ schemaVersion: "0.3", mainSteps: [] }),
  },
  [tokens.iamRole]: { name: "backup", assumeRolePolicy: trust },
  [tokens.instance]: instance,
  [tokens.key]: { description: "disks", deletionWindowInDays: 30, enableKeyRotation: true },
  [tokens.machine]: machine("lims-1", { extraConfig: { "guestinfo.a": "1" } }),
  [tokens.patchBaseline]: patchBaseline,
  [tokens.restoreTestingPlan]: restoreTestingPlan,
  [tokens.role]: { name: "patching", rolePrivileges: ["VirtualMachine.Interact.Reset"] },
  [tokens.securityGroup]: { name: "web", vpcId, tags: { Name: "web" } },
  [tokens.volume]: volume,
  [tokens.window]: window,
};
