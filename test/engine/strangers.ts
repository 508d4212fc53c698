import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import { Provider as AwsProvider } from "@pulumi/aws/provider.js";
import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import { Provider as AzureProvider } from "@pulumi/azure-native/provider.js";
import * as resources from "@pulumi/azure-native/resources";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import * as vsphere from "@pulumi/vsphere";
import { pulumiCommand } from "../../cli/stack/pulumi.js";
import type { Ground } from "./ground.js";

const subscription = "2c2c2c2c-0000-4000-8000-000000000002";
const location = "germanywestcentral";
const base = `/subscriptions/${subscription}/resourceGroups/co-managed-base/providers`;
const diskEncryptionSet = `${base}/Microsoft.Compute/diskEncryptionSets/des-co-managed`;

/** The ids by which each platform knows a machine that somebody else has made. */
export interface Strangers {
  readonly vsphere: string;
  readonly aws: string;
  readonly azure: string;
}

/** Has somebody make a machine with a data disk on each platform, without any of our components. */
export async function makeStrangers({ engine, project }: Ground): Promise<Strangers> {
  const program = async () => ({
    vsphere: await onVsphere(),
    aws: await onAws(),
    azure: onAzure(),
  });
  const stack = await LocalWorkspace.createOrSelectStack(
    { projectName: "strangers", stackName: "strangers", program },
    {
      pulumiCommand: await pulumiCommand(engine),
      envVars: { ...project.environment, ...engine.env },
    },
  );
  await stack.setAllConfig({
    "vsphere:vsphereServer": { value: "vcenter.example.edu" },
    "vsphere:user": { value: "simulated" },
    "vsphere:password": { value: "simulated" },
  });
  const { outputs } = await stack.up();
  const told = (name: string) => String(outputs[name]?.value);
  return { vsphere: told("vsphere"), aws: told("aws"), azure: told("azure") };
}

async function onVsphere() {
  const { id: datacenterId } = await vsphere.getDatacenter({ name: "dc-main" });
  const { id: networkId } = await vsphere.getNetwork({ name: "pg-chemistry-240", datacenterId });
  const { id: other } = await vsphere.getNetwork({ name: "pg-library-310", datacenterId });
  const pool = await vsphere.getResourcePool({ name: "cluster-main/Resources", datacenterId });
  const machine = new vsphere.VirtualMachine("old-v", {
    name: "old-v",
    resourcePoolId: pool.id,
    guestId: "debian12_64Guest",
    firmware: "efi",
    numCpus: 4,
    memory: 16_384,
    disks: [
      { label: "disk0", size: 40, unitNumber: 0 },
      { label: "disk1", size: 100, unitNumber: 1 },
    ],
    networkInterfaces: [{ networkId }, { networkId: other }],
    annotation: "ask Ada before touching",
  });
  return machine.uuid;
}

async function onAws() {
  const provider = new AwsProvider("aws", {
    region: "eu-central-1",
    allowedAccountIds: ["222222222222"],
  });
  const { arn: kmsKeyId } = await kms.getKey(
    { keyId: "arn:aws:kms:eu-central-1:111111111111:alias/comanaged-disks" },
    { provider },
  );
  const machine = new ec2.Instance(
    "old-a",
    {
      ...{ ami: "ami-0a1b2c3d4e5f60012", instanceType: "m7i.xlarge" },
      subnetId: "subnet-0c0ffee0000000001",
      associatePublicIpAddress: false,
      rootBlockDevice: { volumeSize: 40, encrypted: true, kmsKeyId },
      tags: { Name: "old-a", Contact: "Ada" },
    },
    { provider },
  );
  const volume = new ebs.Volume(
    "old-a-data",
    {
      ...{ availabilityZone: "eu-central-1a", size: 100, type: "gp3", encrypted: true, kmsKeyId },
      tags: { Contact: "Ada" },
    },
    { provider },
  );
  const attachment = new ec2.VolumeAttachment(
    "old-a-attachment",
    { instanceId: machine.id, volumeId: volume.id, deviceName: "/dev/sdf" },
    { provider },
  );
  const card = new ec2.NetworkInterface(
    "old-a-card",
    { subnetId: "subnet-0c0ffee0000000011", description: "Ada's storage" },
    { provider },
  );
  new ec2.NetworkInterfaceAttachment(
    "old-a-card-attachment",
    { instanceId: machine.id, networkInterfaceId: card.id, deviceIndex: 1 },
    { provider },
  );
  return attachment.instanceId;
}

function onAzure() {
  const provider = new AzureProvider("azure", { subscriptionId: subscription, location });
  const group = new resources.ResourceGroup(
    "old-group",
    { resourceGroupName: "old-group", location },
    { provider },
  );
  const inGroup = { resourceGroupName: group.name, location };
  const [card, further] = ["servers", "storage"].map(
    (subnet) =>
      new network.NetworkInterface(
        `old-z-${subnet}`,
        {
          ...inGroup,
          networkInterfaceName: `old-z-${subnet}`,
          ipConfigurations: [
            {
              name: "main",
              primary: true,
              privateIPAllocationMethod: "Dynamic",
              subnet: {
                id: `${base}/Microsoft.Network/virtualNetworks/vnet-chemistry/subnets/${subnet}`,
              },
            },
          ],
        },
        { provider },
      ),
  );
  const disk = new compute.Disk(
    "old-z-data",
    {
      ...inGroup,
      diskName: "old-z-data",
      creationData: { createOption: "Empty" },
      diskSizeGB: 100,
      sku: { name: "StandardSSD_LRS" },
      encryption: {
        type: "EncryptionAtRestWithCustomerKey",
        diskEncryptionSetId: diskEncryptionSet,
      },
      networkAccessPolicy: "DenyAll",
      publicNetworkAccess: "Disabled",
    },
    { provider },
  );
  const machine = new compute.VirtualMachine(
    "old-z",
    {
      ...inGroup,
      vmName: "old-z",
      hardwareProfile: { vmSize: "Standard_D4s_v5" },
      networkProfile: {
        networkInterfaces: [
          { ...(card && { id: card.id }), primary: true },
          { ...(further && { id: further.id }), primary: false },
        ],
      },
      osProfile: {
        computerName: "old-z",
        adminUsername: "ada",
        linuxConfiguration: {
          disablePasswordAuthentication: true,
          provisionVMAgent: true,
          ssh: {
            publicKeys: [
              { keyData: "ssh-ed25519 AAAA ada", path: "/home/ada/.ssh/authorized_keys" },
            ],
          },
        },
      },
      storageProfile: {
        imageReference: {
          ...{ publisher: "Debian", offer: "debian-12", sku: "12-gen2", version: "latest" },
        },
        osDisk: {
          name: "old-z-os",
          createOption: "FromImage",
          deleteOption: "Delete",
          caching: "ReadWrite",
          diskSizeGB: 40,
          managedDisk: {
            storageAccountType: "StandardSSD_LRS",
            diskEncryptionSet: { id: diskEncryptionSet },
          },
        },
        dataDisks: [
          { lun: 0, createOption: "Attach", caching: "None", managedDisk: { id: disk.id } },
        ],
      },
      securityProfile: {
        encryptionAtHost: true,
        securityType: "TrustedLaunch",
        uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
      },
      tags: { Contact: "Ada" },
    },
    { provider },
  );
  return machine.id;
}
