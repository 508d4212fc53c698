import { z } from "zod";
import { addressSetting } from "../tags.js";
import { diskSize, movement, steps } from "./sizes.js";
import { type Effect, type Group, type Rule, tableOf } from "./table.js";

const unnoticed: Effect = { level: "none", why: "is not noticed by the server" };
const running: Effect = { level: "online", why: "changes while the server runs" };
const moved: Effect = { level: "online", why: "moves the running server" };
const cold: Effect = { level: "reboot", why: "changes only while the machine is off" };
const birth: Effect = { level: "replace", why: "counts only at birth: vCenter would clone anew" };

/**
 * Terraform-provider-vsphere, `resource_vsphere_virtual_machine.go`: properties with
 * `reboot_required`, and what its CustomizeDiff replaces.
 */
const groups: readonly Group[] = [
  [
    unnoticed,
    [
      ...["annotation", "customAttributes", "tags", "folder", "extraConfigRebootRequired"],
      ...["forcePowerOff", "ignoredGuestIps", "migrateWaitTimeout", "poweronTimeout"],
      ...["shutdownWaitTimeout", "waitForGuestIpTimeout", "waitForGuestNetRoutable"],
      ...["waitForGuestNetTimeout", "bootDelay", "bootRetryDelay", "bootRetryEnabled"],
      ...["clone.timeout", "clone.customize.networkInterfaces", "disks[*].keepOnRemove"],
      ...["ovfDeploy.allowUnverifiedSslCert"],
      // Computed by vCenter; they appear among the inputs after an import.
      ...["disks[*].deviceAddress", "disks[*].key", "disks[*].uuid"],
      ...["networkInterfaces[*].deviceAddress", "networkInterfaces[*].key"],
      ...["networkInterfaces[*].externalPortId"],
    ],
  ],
  [
    running,
    [
      ...["name", "storagePolicyId", "syncTimeWithHost", "syncTimeWithHostPeriodically"],
      ...["cpuLimit", "cpuReservation", "cpuShareCount", "cpuShareLevel", "latencySensitivity"],
      ...["memoryLimit", "memoryReservation", "memoryReservationLockedToMax"],
      ...["memoryShareCount", "memoryShareLevel", "disks[*].storagePolicyId"],
      ...["disks[*].ioLimit", "disks[*].ioReservation", "disks[*].ioShareCount"],
      ...["disks[*].ioShareLevel", "networkInterfaces[+]", "networkInterfaces[*].networkId"],
      ...["networkInterfaces[*].bandwidthLimit", "networkInterfaces[*].bandwidthReservation"],
      ...["networkInterfaces[*].bandwidthShareCount", "networkInterfaces[*].bandwidthShareLevel"],
    ],
  ],
  [
    moved,
    ["resourcePoolId", "hostSystemId", "datastoreId", "datastoreClusterId", "disks[*].datastoreId"],
  ],
  [
    cold,
    [
      ...["alternateGuestName", "guestId", "firmware", "efiSecureBootEnabled", "evcMode"],
      ...["cpuHotAddEnabled", "cpuHotRemoveEnabled", "memoryHotAddEnabled"],
      ...["numCoresPerSocket", "numCoresPerNumaNode", "nestedHvEnabled", "hvMode", "eptRviMode"],
      ...["vbsEnabled", "vvtdEnabled", "enableDiskUuid", "enableLogging", "vapp", "vtpm"],
      ...["cpuPerformanceCountersEnabled", "swapPlacementPolicy", "toolsUpgradePolicy"],
      ...["runToolsScriptsAfterPowerOn", "runToolsScriptsAfterResume"],
      ...["runToolsScriptsBeforeGuestReboot", "runToolsScriptsBeforeGuestShutdown"],
      ...["runToolsScriptsBeforeGuestStandby", "pciDeviceIds", "videoCard"],
      // Not said by the provider; vCenter takes new devices of these kinds from a machine that
      // is off, and sometimes from one that runs.
      ...["cdroms", "ideControllerCount", "nvmeControllerCount", "sataControllerCount"],
      ...["scsiControllerCount", "scsiBusSharing", "scsiType"],
      ...["disks[*].unitNumber", "disks[*].controllerType", "disks[*].diskMode"],
      ...["disks[*].diskSharing", "disks[*].eagerlyScrub", "disks[*].thinProvisioned"],
      ...["disks[*].writeThrough", "networkInterfaces[*].macAddress"],
      ...["networkInterfaces[*].useStaticMac", "networkInterfaces[*].physicalFunction"],
    ],
  ],
  [
    { ...cold, why: "changes while the machine is off unless VMware Tools answers" },
    ["networkInterfaces[-]", "networkInterfaces[*].adapterType"],
  ],
  [
    birth,
    [
      ...["datacenterId", "replaceTrigger", "networkInterfaces[*].ovfMapping"],
      ...["clone.templateUuid", "clone.linkedClone", "clone.customizationSpec"],
      ...["clone.ovfNetworkMap", "clone.ovfStorageMap", "clone.customize.timeout"],
      ...["clone.customize.dnsServerLists", "clone.customize.dnsSuffixLists"],
      ...["clone.customize.ipv4Gateway", "clone.customize.ipv6Gateway"],
      ...["clone.customize.linuxOptions", "clone.customize.windowsOptions"],
      ...["clone.customize.windowsSysprepText", "ovfDeploy.deploymentOption"],
      ...["ovfDeploy.diskProvisioning", "ovfDeploy.enableHiddenProperties"],
      ...["ovfDeploy.ipAllocationPolicy", "ovfDeploy.ipProtocol", "ovfDeploy.localOvfPath"],
      ...["ovfDeploy.ovfNetworkMap", "ovfDeploy.remoteOvfUrl"],
    ],
  ],
];

/** CPUs and memory: the switch for hot-add counts as it was before the change. */
function hotAdd(more: string, less: string | undefined): Rule {
  return (change) => {
    const by = movement(change);
    const flag = by !== undefined && by > 0 ? more : less;
    return by !== undefined && flag !== undefined && change.all.before[flag] === true
      ? { level: "online", why: `goes ${steps(change)} while the server runs` }
      : { level: "reboot", why: `goes ${steps(change)} only while the machine is off` };
  };
}

const extraConfig: Rule = ({ all, before, after }) => ({
  ...(all.after["extraConfigRebootRequired"] === false
    ? { level: "online", why: "is read by the server while it runs" }
    : { level: "reboot", why: "is read by the machine when it starts" }),
  ...addressTask(addressesIn(before), addressesIn(after)),
});

function addressesIn(settings: unknown): string | undefined {
  const parsed = z.object({ [addressSetting]: z.string() }).safeParse(settings);
  return parsed.data?.[addressSetting];
}

/** vSphere gives a machine its addresses at its birth and never again. */
function addressTask(before: string | undefined, after: string | undefined) {
  return before === after || after === undefined
    ? {}
    : { customerTask: `set the addresses of the interfaces to ${after} in the operating system` };
}

const hardwareVersion: Rule = (change) => {
  const by = movement(change);
  return by !== undefined && by < 0
    ? { ...birth, why: "never goes back to an older version", refused: true }
    : cold;
};

const diskGone: Rule = ({ before, disk = "without a label" }) => {
  const isKept =
    typeof before === "object" &&
    before !== null &&
    "keepOnRemove" in before &&
    before.keepOnRemove === true;
  return isKept
    ? { level: "online", why: `detaches disk ${disk}, whose data is kept on its datastore` }
    : { level: "data loss", why: `deletes disk ${disk} with its data` };
};

const diskNew: Rule = ({ disk = "without a label" }) => ({
  level: "online",
  why: `adds disk ${disk} while the server runs`,
  customerTask: `make a file system on disk ${disk}`,
});

/** A rule that keeps machines apart: the cluster moves running machines until it holds. */
export const antiAffinityRule = tableOf(
  [
    [unnoticed, ["name"]],
    [moved, ["enabled", "mandatory", "virtualMachineIds"]],
    [{ level: "online", why: "takes the rule away and makes it anew" }, ["computeClusterId"]],
  ],
  {},
);

/** A virtual machine of vSphere. */
export const virtualMachine = tableOf(
  groups,
  {
    numCpus: hotAdd("cpuHotAddEnabled", "cpuHotRemoveEnabled"),
    memory: hotAdd("memoryHotAddEnabled", undefined),
    extraConfig,
    hardwareVersion,
    "disks[+]": diskNew,
    "disks[-]": diskGone,
    "disks[*].size": diskSize,
    "disks[*].attach": { ...birth, why: "is never switched on a disk that exists", refused: true },
    "disks[*].path": { level: "data loss", why: "puts another disk in the place of this one" },
  },
  { disks: "label" },
);
