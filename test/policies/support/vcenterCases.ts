import { sharedDisks } from "../../../policies/backup/sharedDisks.js";
import { libraryAccess } from "../../../policies/identity/libraryAccess.js";
import { vcenterRoles } from "../../../policies/identity/vcenterRoles.js";
import { hostTime } from "../../../policies/logging/hostTime.js";
import { clusterFailover } from "../../../policies/machine/clusterFailover.js";
import { hardwareVersion } from "../../../policies/machine/hardwareVersion.js";
import { noNestedMachines } from "../../../policies/machine/nestedMachines.js";
import { noPortOverrides } from "../../../policies/network/portOverrides.js";
import { quietSwitches } from "../../../policies/network/switchDiscovery.js";
import { type Case, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";
const host = "vsphere:index/host:Host";
const cluster = "vsphere:index/computeCluster:ComputeCluster";
const group = "vsphere:index/distributedPortGroup:DistributedPortGroup";
const library = "vsphere:index/contentLibrary:ContentLibrary";
const role = "vsphere:index/role:Role";
const permissions = "vsphere:index/entityPermissions:EntityPermissions";

const ntpd = { enabled: true, policy: "on", ntpServers: ["ntp1.uni.example"] };
const clock = (daemon: unknown) => ({ services: [{}, { ntpd: daemon }] });

const published = (published: unknown, authenticationMethod?: unknown) => ({
  publication: { published, authenticationMethod },
});

/** Rules on virtual machines, hosts, clusters and rights in vCenter that look at single values. */
export const vcenterCases: readonly Case[] = [
  ...ruleCases(
    sharedDisks,
    valueRows(machine, (scsiBusSharing) => ({ scsiBusSharing }), {
      good: ["noSharing"],
      bad: ["physicalSharing", "virtualSharing", ""],
      missing: "pass",
    }),
    valueRows(machine, (diskSharing) => ({ disks: [{ label: "a" }, { diskSharing }] }), {
      good: ["sharingNone"],
      bad: ["sharingMultiWriter"],
      missing: "pass",
    }),
    [
      ["unknown", "undetermined", machine, { disks: unknown }],
      ["wrong type", "fail", machine, { disks: "none" }],
    ],
  ),
  ...ruleCases(
    vcenterRoles,
    valueRows(permissions, (roleId) => ({ permissions: [{ roleId: "1101" }, { roleId }] }), {
      good: ["1101", "-5"],
      bad: ["-1"],
      odd: [-1],
    }),
    [
      ["missing", "pass", permissions, {}],
      ["unknown", "undetermined", permissions, { permissions: unknown }],
      ["wrong type", "fail", permissions, { permissions: "all" }],
      ["pass", "pass", role, { rolePrivileges: ["VirtualMachine.Interact.PowerOn"] }],
      ["fail", "fail", role, { rolePrivileges: ["System.Read", "Authorization.ModifyRoles"] }],
      ["unknown", "undetermined", role, { rolePrivileges: ["System.Read", unknown] }],
      ["unknown", "undetermined", role, { rolePrivileges: unknown }],
      ["secret", "fail", role, { rolePrivileges: secret(["Authorization.ModifyPermissions"]) }],
      ["missing", "pass", role, {}],
      ["wrong type", "fail", role, { rolePrivileges: 7 }],
      ["wrong type", "fail", role, { rolePrivileges: [7] }],
    ],
  ),
  ...ruleCases(
    libraryAccess,
    valueRows(library, (method) => published(true, method), {
      good: ["BASIC"],
      bad: ["NONE", ""],
    }),
    valueRows(library, (url) => ({ subscription: { subscriptionUrl: url } }), {
      good: ["https://templates.uni.example/lib.json"],
      bad: ["http://templates.uni.example/lib.json", ""],
    }),
    [
      ["pass", "pass", library, published(false)],
      ["missing", "pass", library, {}],
      ["missing", "pass", library, published(undefined)],
      ["unknown", "undetermined", library, published(unknown)],
      ["unknown", "pass", library, published(unknown, "BASIC")],
      ["unknown", "undetermined", library, { publication: unknown }],
      ["wrong type", "fail", library, published("yes")],
      ["wrong type", "fail", library, { publication: "all" }],
    ],
  ),
  ...ruleCases(
    hostTime,
    flagRows(host, (enabled) => clock({ ...ntpd, enabled }), true),
    valueRows(host, (policy) => clock({ ...ntpd, policy }), {
      good: ["on", "automatic"],
      bad: ["off"],
      missing: "pass",
    }),
    valueRows(host, (server) => clock({ ...ntpd, ntpServers: [server] }), {
      good: ["ntp1.uni.example"],
      bad: ["", " "],
    }),
    [
      ["missing", "fail", host, {}],
      ["missing", "fail", host, clock({ ...ntpd, ntpServers: undefined })],
      ["unknown", "undetermined", host, { services: unknown }],
      ["unknown", "undetermined", host, clock(unknown)],
      ["wrong type", "fail", host, { services: "ntpd" }],
      ["wrong type", "fail", host, clock({ ...ntpd, ntpServers: "ntp1" })],
    ],
  ),
  ...ruleCases(
    noNestedMachines,
    flagRows(machine, (nestedHvEnabled) => ({ nestedHvEnabled }), false, "pass"),
  ),
  ...ruleCases(
    hardwareVersion,
    valueRows(machine, (version) => ({ hardwareVersion: version }), {
      good: [14, 21],
      bad: [13, 0],
      odd: ["21"],
      missing: "pass",
    }),
  ),
  ...ruleCases(
    clusterFailover,
    flagRows(cluster, (haEnabled) => ({ haEnabled }), true),
    ...["haHostMonitoring", "haAdmissionControlPolicy"].map((key) =>
      valueRows(cluster, (value) => ({ haEnabled: true, [key]: value }), {
        good: ["enabled", "resourcePercentage"],
        bad: ["disabled"],
        missing: "pass",
      }),
    ),
  ),
  ...ruleCases(
    noPortOverrides,
    ...["securityPolicyOverrideAllowed", "vlanOverrideAllowed", "trafficFilterOverrideAllowed"].map(
      (key) => flagRows(group, (value) => ({ [key]: value }), false, "pass"),
    ),
  ),
  ...ruleCases(
    quietSwitches,
    ...[
      "hostVirtualSwitch:HostVirtualSwitch",
      "distributedVirtualSwitch:DistributedVirtualSwitch",
    ].map((name) =>
      valueRows(`vsphere:index/${name}`, (value) => ({ linkDiscoveryOperation: value }), {
        good: ["listen", "none"],
        bad: ["advertise", "both", ""],
        missing: "pass",
      }),
    ),
  ),
];
