import { isDeepStrictEqual } from "node:util";
import { flagAt, type JsonObject, numberAt, objectAt, objectsAt, shown } from "../core/json.js";
import { Refusal } from "../core/refusal.js";

/** Settings that vCenter changes only on a machine that is off. */
const coldSettings = [
  "alternateGuestName",
  "cpuHotAddEnabled",
  "cpuHotRemoveEnabled",
  "cpuPerformanceCountersEnabled",
  "efiSecureBootEnabled",
  "enableDiskUuid",
  "enableLogging",
  "eptRviMode",
  "evcMode",
  "firmware",
  "guestId",
  "hardwareVersion",
  "hvMode",
  "memoryHotAddEnabled",
  "nestedHvEnabled",
  "numCoresPerNumaNode",
  "numCoresPerSocket",
  "pciDeviceIds",
  "runToolsScriptsAfterPowerOn",
  "runToolsScriptsAfterResume",
  "runToolsScriptsBeforeGuestReboot",
  "runToolsScriptsBeforeGuestShutdown",
  "runToolsScriptsBeforeGuestStandby",
  "swapPlacementPolicy",
  "toolsUpgradePolicy",
  "vapp",
  "vbsEnabled",
  "videoCard",
  "vtpm",
  "vvtdEnabled",
];

/** Why the change restarts the machine: paths of the inputs; empty when it keeps running. */
export function restartReasons(before: JsonObject, after: JsonObject): string[] {
  const reasons = coldSettings.filter(
    (key) => after[key] !== undefined && !isDeepStrictEqual(before[key], after[key]),
  );
  reasons.push(...sizeReasons(before, after));
  const sameSettings = isDeepStrictEqual(
    objectAt(before, "extraConfig"),
    objectAt(after, "extraConfig"),
  );
  if (!sameSettings && after["extraConfigRebootRequired"] !== false) {
    reasons.push("extraConfig");
  }
  for (const disk of objectsAt(after, "disks")) {
    const was = objectsAt(before, "disks").find((other) => other["label"] === disk["label"]);
    if (was && (numberAt(was, "unitNumber") ?? 0) !== (numberAt(disk, "unitNumber") ?? 0)) {
      reasons.push(`disks ${shown(disk["label"])} unitNumber`);
    }
  }
  return reasons;
}

/** Hot-add is judged on the flag before the change. */
function sizeReasons(before: JsonObject, after: JsonObject): string[] {
  const reasons: string[] = [];
  const cpus = (numberAt(after, "numCpus") ?? 1) - (numberAt(before, "numCpus") ?? 1);
  const memory = (numberAt(after, "memory") ?? 1024) - (numberAt(before, "memory") ?? 1024);
  if (
    (cpus > 0 && !flagAt(before, "cpuHotAddEnabled")) ||
    (cpus < 0 && !flagAt(before, "cpuHotRemoveEnabled"))
  ) {
    reasons.push("numCpus");
  }
  if (memory < 0 || (memory > 0 && !flagAt(before, "memoryHotAddEnabled"))) {
    reasons.push("memory");
  }
  return reasons;
}

/**
 * How a machine goes down: its guest is asked while VMware Tools run in it, for as long as the
 * inputs say; without them the power is cut, and also where the guest does not obey and
 * `forcePowerOff` is on.
 */
export function goDown(before: JsonObject, inputs: JsonObject): "shut down" | "power cut" {
  if (before["vmwareToolsStatus"] !== "guestToolsRunning") {
    return "power cut";
  }
  if (before["guestIgnoresShutdown"] !== true) {
    return "shut down";
  }
  if (inputs["forcePowerOff"] === false) {
    throw new Refusal("error shutting down virtual machine: timed out waiting for guest shutdown");
  }
  return "power cut";
}
