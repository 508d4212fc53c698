import { dependentDisks } from "../../../policies/backup/diskModes.js";
import { clusterTraffic } from "../../../policies/encryption/clusterTraffic.js";
import { groupPermissions } from "../../../policies/identity/groupPermissions.js";
import { hostLockdown } from "../../../policies/identity/hostLockdown.js";
import { noExtraDevices } from "../../../policies/machine/devices.js";
import { guestLimits } from "../../../policies/machine/guestLimits.js";
import { consoleIsolation } from "../../../policies/machine/isolation.js";
import { machineLogs } from "../../../policies/machine/logs.js";
import { secureBoot } from "../../../policies/machine/secureBoot.js";
import { switchPorts } from "../../../policies/network/switchPorts.js";
import { guestTools } from "../../../policies/patching/guestTools.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";
const host = "vsphere:index/host:Host";
const cluster = "vsphere:index/computeCluster:ComputeCluster";
const permissions = "vsphere:index/entityPermissions:EntityPermissions";
const switches = [
  "vsphere:index/hostPortGroup:HostPortGroup",
  "vsphere:index/hostVirtualSwitch:HostVirtualSwitch",
  "vsphere:index/distributedPortGroup:DistributedPortGroup",
  "vsphere:index/distributedVirtualSwitch:DistributedVirtualSwitch",
];

const boot = { firmware: "efi", efiSecureBootEnabled: true };

const closed = {
  "isolation.tools.copy.disable": "TRUE",
  "isolation.tools.paste.disable": "true",
  "isolation.tools.dnd.disable": "TRUE",
  "isolation.tools.diskShrink.disable": "TRUE",
  "isolation.tools.diskWiper.disable": "TRUE",
};
const limited = {
  "RemoteDisplay.maxConnections": "1",
  "tools.setInfo.sizeLimit": "1048576",
  "tools.guestlib.enableHostInfo": "FALSE",
};
const bounded = { "log.rotateSize": "2048000", "log.keepOld": "10" };

/** One setting among others that are fine. */
const among = (settings: Readonly<Record<string, string>>, key: string, more = {}) => {
  return (value: unknown) => ({ ...more, extraConfig: { ...settings, [key]: value } });
};

const settingRows = (settings: Readonly<Record<string, string>>, more = {}): readonly Row[] => [
  ["missing", "fail", machine, more],
  ["missing", "fail", machine, { ...more, extraConfig: {} }],
  ["wrong type", "fail", machine, { ...more, extraConfig: [settings] }],
  ["unknown", "undetermined", machine, { ...more, extraConfig: unknown }],
  ["secret", "pass", machine, { ...more, extraConfig: secret(settings) }],
];

const on = { good: ["TRUE", "True"], bad: ["FALSE", "", "1", "yes"], odd: [true, 1] };
const off = { good: ["FALSE", "false"], bad: ["TRUE", ""], odd: [false] };

const loggingOn = { enableLogging: true };

const disks = (diskMode: unknown) => ({ disks: [{ label: "system" }, { label: "a", diskMode }] });

const strict = { allowForgedTransmits: false, allowMacChanges: false, allowPromiscuous: false };

const switchRows = switches.flatMap((type) => [
  ...Object.keys(strict).flatMap((key) =>
    flagRows(type, (value) => ({ ...strict, [key]: value }), false),
  ),
  ...valueRows(type, (vlanId) => ({ ...strict, vlanId }), {
    good: [0, 120, 4094],
    bad: [4095],
    odd: ["120", [120]],
    missing: "pass",
  }),
]);

/** The rules on virtual machines, hosts and switches. */
export const machineCases: readonly Case[] = [
  ...ruleCases(
    secureBoot,
    flagRows(machine, (value) => ({ ...boot, efiSecureBootEnabled: value }), true),
    valueRows(machine, (firmware) => ({ ...boot, firmware }), { good: ["efi"], bad: ["bios", ""] }),
  ),
  ...ruleCases(
    consoleIsolation,
    settingRows(closed),
    ...Object.keys(closed).map((key) => valueRows(machine, among(closed, key), on)),
  ),
  ...ruleCases(
    guestLimits,
    settingRows(limited),
    valueRows(machine, among(limited, "RemoteDisplay.maxConnections"), {
      good: ["1"],
      bad: ["2", "0", "-1", "1.5", "one", ""],
    }),
    valueRows(machine, among(limited, "tools.setInfo.sizeLimit"), {
      good: ["1", "1048576"],
      bad: ["1048577", "0", "0x1", "1e3"],
    }),
    valueRows(machine, among(limited, "tools.guestlib.enableHostInfo"), off),
  ),
  ...ruleCases(
    machineLogs,
    settingRows(bounded, loggingOn),
    flagRows(machine, (value) => ({ enableLogging: value, extraConfig: bounded }), true),
    valueRows(machine, among(bounded, "log.rotateSize", loggingOn), {
      good: ["1", "2048000"],
      bad: ["0", "2048001"],
    }),
    valueRows(machine, among(bounded, "log.keepOld", loggingOn), {
      good: ["1", "10"],
      bad: ["0", "11", "many"],
    }),
  ),
  ...ruleCases(
    noExtraDevices,
    ...["pciDeviceIds", "cdroms"].map((key): readonly Row[] => [
      ["pass", "pass", machine, { [key]: [] }],
      ["pass", "pass", machine, { [key]: secret([]) }],
      ["fail", "fail", machine, { [key]: ["0000:04:00.0"] }],
      ["fail", "fail", machine, { [key]: [{}] }],
      ["unknown", "undetermined", machine, { [key]: unknown }],
      ["unknown", "fail", machine, { [key]: [unknown] }],
      ["secret", "fail", machine, { [key]: secret(["canary-device"]) }],
      ["missing", "pass", machine, {}],
      ["missing", "pass", machine, { [key]: null }],
      ["wrong type", "fail", machine, { [key]: "none" }],
      ["wrong type", "fail", machine, { [key]: {} }],
    ]),
  ),
  ...ruleCases(
    dependentDisks,
    valueRows(machine, disks, {
      good: ["persistent"],
      bad: ["independent_persistent", "independent_nonpersistent", ""],
      missing: "pass",
    }),
    [
      ["missing", "pass", machine, {}],
      ["unknown", "undetermined", machine, { disks: unknown }],
      [
        "unknown",
        "fail and undetermined",
        machine,
        { disks: [unknown, { diskMode: "independent_persistent" }] },
      ],
      ["wrong type", "fail", machine, { disks: "none" }],
      ["wrong type", "fail", machine, { disks: ["system"] }],
    ],
  ),
  ...ruleCases(
    guestTools,
    valueRows(machine, (toolsUpgradePolicy) => ({ toolsUpgradePolicy }), {
      good: ["upgradeAtPowerCycle"],
      bad: ["manual", "upgradeatpowercycle"],
    }),
  ),
  ...ruleCases(
    hostLockdown,
    valueRows(host, (lockdown) => ({ lockdown }), {
      good: ["normal", "strict"],
      bad: ["disabled", "Normal"],
    }),
  ),
  ...ruleCases(
    groupPermissions,
    flagRows(permissions, (isGroup) => ({ permissions: [{ isGroup: true }, { isGroup }] }), true),
    [
      ["unknown", "undetermined", permissions, { permissions: unknown }],
      ["wrong type", "fail", permissions, { permissions: "group" }],
    ],
  ),
  ...ruleCases(
    clusterTraffic,
    flagRows(cluster, (value) => ({ vsanEnabled: true, vsanDitEncryptionEnabled: value }), true),
    [
      ["pass", "pass", cluster, { vsanEnabled: false, vsanDitEncryptionEnabled: false }],
      ["missing", "pass", cluster, {}],
      ["unknown", "undetermined", cluster, { vsanEnabled: unknown }],
      ["unknown", "pass", cluster, { vsanEnabled: unknown, vsanDitEncryptionEnabled: true }],
      ["wrong type", "fail", cluster, { vsanEnabled: "yes" }],
    ],
  ),
  ...ruleCases(switchPorts, switchRows),
];
