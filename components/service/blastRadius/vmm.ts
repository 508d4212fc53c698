import { commonGroups, commonIdentities, commonRules, never, running } from "./hyperv.js";
import { diskSize } from "./sizes.js";
import { type Rule, tableOf } from "./table.js";

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

/** A machine of Hyper-V, by the words of the document that Virtual Machine Manager is sent. */
export const managedMachine = tableOf(
  [...commonGroups("properties that VMM keeps"), [running, ["interfaces[*].vmNetwork"]]],
  { ...commonRules, computer: placed, hostGroup: placed, "disks[*].sizeGiB": diskSizeCold },
  commonIdentities,
);
