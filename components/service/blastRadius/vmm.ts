import { cold, diskGone, diskNew, never, running, sized } from "./hyperv.js";
import { diskSize } from "./sizes.js";
import { type Group, type Rule, tableOf } from "./table.js";

/** What stands for a machine of Hyper-V that Virtual Machine Manager keeps. */
export const vmmMachine = "comanaged:vmm:machine";

/** A machine is known to whom it was made by. */
const placed: Rule = ({ before, after }) =>
  before === undefined || after === undefined
    ? never("never changes between a host and its manager")
    : { level: "none", why: "says where Virtual Machine Manager may keep it" };

/**
 * Virtual Machine Manager expands the disks of machines that are stopped.
 *
 * @see https://learn.microsoft.com/powershell/module/virtualmachinemanager/expand-scvirtualdiskdrive
 */
const diskSizeCold: Rule = (change) => {
  const effect = diskSize(change);
  return effect.level === "online"
    ? { ...effect, level: "reboot", why: "grows only while the machine is off" }
    : effect;
};

const groups: readonly Group[] = [
  [{ level: "none", why: "counts only at birth" }, ["image"]],
  [{ level: "none", why: "stands in properties that VMM keeps" }, ["tags"]],
  [running, ["interfaces[+]", "interfaces[-]", "interfaces[*].switch", "interfaces[*].vlan"]],
  [running, ["interfaces[*].vmNetwork"]],
  [{ level: "online", why: "is kept by the server itself" }, ["retired"]],
  [cold, ["secureBootTemplate", "secureBoot", "dynamicMemory"]],
  [{ ...running, why: "starts the machine again" }, ["power"]],
  [never("is what the machine is known by"), ["machineId", "key", "name"]],
  [never("never changes: a machine of Hyper-V stays on its host"), ["host"]],
  [never("never changes: a disk stays where it was made"), ["disks[*].folder", "disks[*].slot"]],
];

/** A machine of Hyper-V, by the words of the document that Virtual Machine Manager is sent. */
export const managedMachine = tableOf(
  groups,
  {
    ...{ cpus: sized, memoryMiB: sized, computer: placed, hostGroup: placed },
    ...{ "disks[+]": diskNew, "disks[-]": diskGone, "disks[*].sizeGiB": diskSizeCold },
  },
  { disks: "label", interfaces: "network" },
);
