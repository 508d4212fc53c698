import { accountKinds } from "../azure/account/kinds.js";
import { kinds, platformName } from "../azure/common.js";
import { groupId, tenantKinds, tenantPlace, told } from "../azure/tenant/kinds.js";
import type { WorldObject } from "../core/journal.js";
import type { JsonObject } from "../core/json.js";

const location = "germanywestcentral";
const tenantId = "0a0a0a0a-0000-4000-8000-00000000000a";
const chemistry = "2c2c2c2c-0000-4000-8000-000000000002";
const provider = "1b1b1b1b-0000-4000-8000-000000000001";
const library = "3d3d3d3d-0000-4000-8000-000000000003";

const subscriptions = [
  { id: chemistry, name: "Department of Chemistry", network: "chemistry", block: "10.122" },
  { id: library, name: "University Library", network: "library", block: "10.133" },
];

const workspaceId = `/subscriptions/${provider}/resourceGroups/logs/providers/Microsoft.OperationalInsights/workspaces/comanaged`;

/** Every subscription has all plans of Defender, and those that are off are free. */
const plans = [
  ...["Api", "AppServices", "Arm", "CloudPosture", "Containers", "CosmosDbs", "KeyVaults"],
  ...["OpenSourceRelationalDatabases", "SqlServerVirtualMachines", "SqlServers"],
  ...["StorageAccounts", "VirtualMachines"],
];

const images = [
  { publisher: "Debian", offer: "debian-12", sku: "12-gen2", osType: "Linux", sizeGiB: 10 },
  { publisher: "RedHat", offer: "RHEL", sku: "9-lvm-gen2", osType: "Linux", sizeGiB: 32 },
  {
    publisher: "MicrosoftWindowsServer",
    offer: "WindowsServer",
    sku: "2022-datacenter-g2",
    osType: "Windows",
    sizeGiB: 64,
  },
];

function thing(place: string, kind: string, id: string, properties: JsonObject): WorldObject {
  return { platform: platformName, place, kind, id, properties };
}

/**
 * One tenant: its root group, two subscriptions of customers, each with a network and a key for
 * disks, an empty one of the provider, and the images.
 */
export function azureSeed(): WorldObject[] {
  return [
    thing(tenantPlace, tenantKinds.group, groupId(tenantId), {
      ...told("Microsoft.Management/managementGroups", tenantId),
      ...{ displayName: "Tenant Root Group", groupId: tenantId, tenantId },
    }),
    ...subscriptions.flatMap(subscription),
    ...elsewhere(chemistry),
    named(provider, "Central IT"),
    thing(provider, accountKinds.workspace, workspaceId, { location, name: "comanaged" }),
    ...images.map(image),
  ];
}

function named(id: string, name: string): WorldObject {
  return thing(id, kinds.subscription, id, { name, tenantId, state: "Enabled" });
}

function subscription({ id, name, network, block }: (typeof subscriptions)[number]): WorldObject[] {
  const group = `/subscriptions/${id}/resourceGroups/co-managed-base`;
  const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-${network}`;
  const subnets = [
    { id: `${networkId}/subnets/servers`, name: "servers", addressPrefix: `${block}.64.0/18` },
    { id: `${networkId}/subnets/storage`, name: "storage", addressPrefix: `${block}.128.0/18` },
  ];
  const keyId = `${group}/providers/Microsoft.Compute/diskEncryptionSets/des-co-managed`;
  const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-co-managed-restores`;
  const done = { azureApiVersion: "2026-01-01", etag: "", provisioningState: "Succeeded" };
  return [
    named(id, name),
    thing(id, kinds.group, group, {
      azureApiVersion: "2026-01-01",
      location,
      name: "co-managed-base",
      properties: { provisioningState: "Succeeded" },
      type: "Microsoft.Resources/resourceGroups",
    }),
    thing(id, kinds.virtualNetwork, networkId, {
      ...done,
      addressSpace: { addressPrefixes: [`${block}.0.0/16`] },
      defaultPublicNatGateway: {},
      flowLogs: [],
      location,
      name: `vnet-${network}`,
      resourceGuid: "",
      subnets,
      type: "Microsoft.Network/virtualNetworks",
    }),
    ...plans.map((plan) => freePlan(id, plan)),
    ...subnets.map(({ id: subnetId, ...subnet }) =>
      thing(id, kinds.subnet, subnetId, {
        ...done,
        ...subnet,
        ipConfigurationProfiles: [],
        ipConfigurations: [],
        privateEndpoints: [],
        purpose: "",
        resourceNavigationLinks: [],
        serviceAssociationLinks: [],
      }),
    ),
    thing(id, accountKinds.identity, identityId, {
      ...done,
      clientId: id,
      isolationScope: "None",
      location,
      name: "id-co-managed-restores",
      principalId: id,
      systemData: {},
      tenantId,
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    }),
    thing(id, kinds.encryptionSet, keyId, {
      ...done,
      autoKeyRotationError: {},
      encryptionType: "EncryptionAtRestWithCustomerKey",
      lastKeyRotationTimestamp: "",
      location,
      name: "des-co-managed",
      previousKeys: [],
      rotationToLatestKeyVersionEnabled: true,
      systemData: {},
      type: "Microsoft.Compute/diskEncryptionSets",
    }),
  ];
}

/** A network and a key for disks in the location that Azure pairs with the other one. */
function elsewhere(id: string): WorldObject[] {
  const there = { location: "germanynorth", provisioningState: "Succeeded" };
  const group = `/subscriptions/${id}/resourceGroups/co-managed-north`;
  const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-north`;
  const keyId = `${group}/providers/Microsoft.Compute/diskEncryptionSets/des-north`;
  const subnets = [
    { id: `${networkId}/subnets/servers`, name: "servers", addressPrefix: "10.144.64.0/18" },
    { id: `${networkId}/subnets/rehearsal`, name: "rehearsal", addressPrefix: "10.144.128.0/18" },
  ];
  return [
    thing(id, kinds.group, group, { ...there, name: "co-managed-north" }),
    thing(id, kinds.virtualNetwork, networkId, { ...there, name: "vnet-north", subnets }),
    ...subnets.map((subnet) => thing(id, kinds.subnet, subnet.id, { ...there, ...subnet })),
    thing(id, kinds.encryptionSet, keyId, { ...there, name: "des-north" }),
  ];
}

function freePlan(subscriptionId: string, pricingName: string): WorldObject {
  const scopeId = `subscriptions/${subscriptionId}`;
  const id = `/${scopeId}/providers/Microsoft.Security/pricings/${pricingName}`;
  const type = "Microsoft.Security/pricings";
  const properties = { name: pricingName, pricingName, pricingTier: "Free", scopeId, type };
  return thing(subscriptionId, accountKinds.plan, id, properties);
}

function image(properties: (typeof images)[number]): WorldObject {
  const { publisher, offer, sku } = properties;
  const version = "1.0.20251201";
  return thing(tenantId, kinds.image, `${publisher}:${offer}:${sku}:${version}`, {
    ...properties,
    hyperVGeneration: "V2",
    version,
  });
}
