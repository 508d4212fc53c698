import { appTransport } from "../../../policies/encryption/appTransport.js";
import { diskDownloads } from "../../../policies/encryption/diskDownloads.js";
import { hostEncryption } from "../../../policies/encryption/hostEncryption.js";
import { sshKeys } from "../../../policies/identity/sshKeys.js";
import { trustedLaunch } from "../../../policies/machine/trustedLaunch.js";
import { azureInterfaces } from "../../../policies/network/azureInterfaces.js";
import { databaseDoors } from "../../../policies/network/databaseDoors.js";
import { guardedSubnets } from "../../../policies/network/guardedSubnets.js";
import { azurePatching } from "../../../policies/patching/azurePatching.js";
import { supportedSystems } from "../../../policies/patching/supportedSystems.js";
import { type Case, type Inputs, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const machine = "azure-native:compute:VirtualMachine";
const scaleSet = "azure-native:compute:VirtualMachineScaleSet";
const card = "azure-native:network:NetworkInterface";
const subnet = "azure-native:network:Subnet";
const network = "azure-native:network:VirtualNetwork";
const guest = "vsphere:index/virtualMachine:VirtualMachine";

/** Where machines and scale sets keep what they have in common. */
const holders: readonly (readonly [string, (inputs: Inputs) => Inputs])[] = [
  [machine, (inputs) => inputs],
  [scaleSet, (inputs) => ({ virtualMachineProfile: inputs })],
];

const byPlatform = "AutomaticByPlatform";
const patched = {
  patchMode: byPlatform,
  assessmentMode: byPlatform,
  automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: true },
};
const systems = ["linuxConfiguration", "windowsConfiguration"];
const modes = { good: [byPlatform], bad: ["ImageDefault", "Manual", "AutomaticByOS"] };

const patchRows = systems.flatMap((system): readonly Row[] => {
  const put = (settings: Inputs) => ({ osProfile: { [system]: { patchSettings: settings } } });
  return [
    ...valueRows(machine, (patchMode) => put({ ...patched, patchMode }), modes),
    ...valueRows(machine, (assessmentMode) => put({ ...patched, assessmentMode }), modes),
    ...flagRows(
      machine,
      (flag) =>
        put({
          ...patched,
          automaticByPlatformSettings: { bypassPlatformSafetyChecksOnUserSchedule: flag },
        }),
      true,
    ),
    ["missing", "fail", machine, { osProfile: { [system]: {} } }],
    ["unknown", "undetermined", machine, { osProfile: { [system]: unknown } }],
    ["wrong type", "fail", machine, { osProfile: { [system]: "patched" } }],
  ];
});

const image = (publisher: unknown, offer: unknown, sku: unknown) => ({
  storageProfile: { imageReference: { publisher, offer, sku } },
});

const trusted = {
  securityType: "TrustedLaunch",
  uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
};

const guarded = { networkSecurityGroup: { id: "/subscriptions/1" } };
const address = (publicIPAddress: unknown) => ({
  ipConfigurations: [{ name: "main" }, { name: "second", publicIPAddress }],
});

const subnetRows = (type: string, put: (one: unknown) => Inputs): readonly Row[] => [
  ...valueRows(type, (id) => put({ subnetName: "servers", networkSecurityGroup: { id } }), {
    good: ["/subscriptions/1"],
    bad: ["", " "],
  }),
  ["pass", "pass", type, put({ name: "GatewaySubnet" })],
  ["pass", "pass", type, put({ name: unknown, ...guarded })],
  ["unknown", "undetermined", type, put({ name: unknown })],
  ["fail", "fail", type, put({ name: "gateway" })],
  ["missing", "fail", type, put({})],
];

const doors = ["sql", "dbforpostgresql", "dbformysql"].map(
  (name) => `azure-native:${name}:FirewallRule`,
);

/** Rules on servers and applications in Azure, and on systems that servers run anywhere. */
export const azureServerCases: readonly Case[] = [
  ...ruleCases(azurePatching, patchRows, [
    ["missing", "fail", machine, {}],
    ["unknown", "undetermined", machine, { osProfile: unknown }],
    ["wrong type", "fail", machine, { osProfile: "linux" }],
  ]),
  ...ruleCases(
    supportedSystems,
    valueRows(guest, (guestId) => ({ guestId }), {
      good: ["debian12_64Guest", "rhel9_64Guest", "windows2019srv_64Guest", "ubuntu64Guest"],
      bad: ["windows8Server64Guest", "centos7_64Guest", "debian10_64Guest", "rhel7_64Guest"],
      missing: "pass",
    }),
    [
      ["pass", "pass", machine, image("Debian", "debian-12", "12-gen2")],
      ["pass", "pass", machine, image("RedHat", "RHEL", "9-lvm-gen2")],
      [
        "pass",
        "pass",
        machine,
        image("MicrosoftWindowsServer", "WindowsServer", "2022-datacenter-g2"),
      ],
      ["pass", "pass", machine, image("Canonical", "ubuntu-24_04-lts", "server")],
      ["pass", "pass", machine, { storageProfile: { imageReference: { id: unknown } } }],
      [
        "fail",
        "fail",
        machine,
        image("MicrosoftWindowsServer", "WindowsServer", "2012-R2-Datacenter"),
      ],
      ["fail", "fail", machine, image("RedHat", "RHEL", "7-lvm-gen2")],
      ["fail", "fail", machine, image("RedHat", "RHEL", "7.9")],
      ["fail", "fail", machine, image("OpenLogic", "CentOS", "7_9")],
      ["fail", "fail", machine, image("Debian", "debian-10", "10")],
      ["fail", "fail", machine, image("Canonical", "0001-com-ubuntu-server-focal", "20_04-lts")],
      ["unknown", "undetermined", machine, image("Debian", "debian-12", unknown)],
      ["unknown", "undetermined", machine, { storageProfile: unknown }],
      ["secret", "fail", machine, image("OpenLogic", "CentOS", secret("canary"))],
      ["missing", "pass", machine, {}],
      ["wrong type", "fail", machine, image("Debian", "debian-12", 12)],
      ["wrong type", "fail", machine, { storageProfile: "debian" }],
    ],
  ),
  ...ruleCases(
    sshKeys,
    ...holders.flatMap(([type, put]) => [
      flagRows(
        type,
        (flag) =>
          put({ osProfile: { linuxConfiguration: { disablePasswordAuthentication: flag } } }),
        true,
      ),
      [
        ["pass", "pass", type, put({ osProfile: { windowsConfiguration: {} } })],
        ["missing", "pass", type, put({})],
        ["missing", "fail", type, put({ osProfile: { adminUsername: "setup" } })],
        ["unknown", "undetermined", type, put({ osProfile: unknown })],
        ["unknown", "undetermined", type, put({ osProfile: { linuxConfiguration: unknown } })],
        ["wrong type", "fail", type, put({ osProfile: "linux" })],
      ] satisfies readonly Row[],
    ]),
  ),
  ...ruleCases(
    hostEncryption,
    ...holders.map(([type, put]) =>
      flagRows(type, (encryptionAtHost) => put({ securityProfile: { encryptionAtHost } }), true),
    ),
  ),
  ...ruleCases(
    diskDownloads,
    ...["azure-native:compute:Disk", "azure-native:compute:Snapshot"].map((type) =>
      valueRows(type, (networkAccessPolicy) => ({ networkAccessPolicy }), {
        good: ["DenyAll", "AllowPrivate"],
        bad: ["AllowAll", "denyall"],
      }),
    ),
  ),
  ...ruleCases(
    trustedLaunch,
    ...holders.flatMap(([type, put]) => [
      valueRows(type, (kind) => put({ securityProfile: { ...trusted, securityType: kind } }), {
        good: ["TrustedLaunch", "ConfidentialVM"],
        bad: ["Standard", ""],
      }),
      ...Object.keys(trusted.uefiSettings).map((name) =>
        flagRows(
          type,
          (flag) =>
            put({
              securityProfile: {
                ...trusted,
                uefiSettings: { ...trusted.uefiSettings, [name]: flag },
              },
            }),
          true,
        ),
      ),
    ]),
  ),
  ...ruleCases(azureInterfaces, [
    ["pass", "pass", card, address(undefined)],
    ["fail", "fail", card, address({ id: "/subscriptions/1" })],
    ["fail", "fail", card, address({ id: unknown })],
    ["unknown", "undetermined", card, address(unknown)],
    ["unknown", "undetermined", card, { ipConfigurations: unknown }],
    ["secret", "fail", card, address(secret({ id: "canary" }))],
    ["secret", "undetermined", card, address(secret(unknown))],
    ["missing", "pass", card, {}],
    ["missing", "pass", card, address(null)],
    ["wrong type", "fail", card, address("canary")],
    ["wrong type", "fail", card, { ipConfigurations: "none" }],
  ]),
  ...ruleCases(
    guardedSubnets,
    subnetRows(subnet, (one) => Object(one)),
    subnetRows(network, (one) => ({ subnets: [{ name: "one", ...guarded }, one] })),
    [
      ["missing", "pass", network, {}],
      ["unknown", "undetermined", network, { subnets: unknown }],
      ["wrong type", "fail", network, { subnets: "none" }],
    ],
  ),
  ...ruleCases(
    appTransport,
    ...["azure-native:web:WebApp", "azure-native:web:WebAppSlot"].flatMap((type) => [
      flagRows(type, (httpsOnly) => ({ httpsOnly }), true),
      valueRows(type, (minTlsVersion) => ({ httpsOnly: true, siteConfig: { minTlsVersion } }), {
        good: ["1.2", "1.3"],
        bad: ["1.0", "1.1"],
        missing: "pass",
      }),
      valueRows(type, (ftpsState) => ({ httpsOnly: true, siteConfig: { ftpsState } }), {
        good: ["Disabled", "FtpsOnly"],
        bad: ["AllAllowed"],
        missing: "pass",
      }),
    ]),
  ),
  ...ruleCases(
    databaseDoors,
    ...doors.flatMap((type) => [
      valueRows(type, (startIpAddress) => ({ startIpAddress, endIpAddress: "171.64.1.255" }), {
        good: ["171.64.1.0", "171.64.0.0"],
        bad: ["0.0.0.0", "1.0.0.0", "171.64.1", "256.0.0.1"],
      }),
      valueRows(type, (endIpAddress) => ({ startIpAddress: "171.64.1.0", endIpAddress }), {
        good: ["171.64.1.0", "171.64.255.255"],
        bad: ["255.255.255.255", "171.65.1.0", ""],
      }),
    ]),
  ),
];
