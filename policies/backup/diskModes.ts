import { demandText, inEach } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

const wrong = "snapshots and so backups leave the disk out";

/** No disk of a machine is left out of its backups. */
export const dependentDisks: Rule = {
  id: "BKP-12",
  title: "Backups contain every disk of a virtual machine",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"], "DISA VMCH-80": ["000208"] },
  why:
    "Backups of virtual machines are taken from snapshots, and a snapshot leaves out independent " +
    "disks. What is on them can't be restored, and changes on a nonpersistent one vanish.",
  fix: 'Leave diskMode of every disk away or set it to "persistent".',
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A machine with ordinary disks",
        type: machine,
        inputs: { disks: [{ label: "system", size: 40 }] },
      },
    ],
    fail: [
      {
        title: "A machine with an independent disk",
        type: machine,
        inputs: { disks: [{ label: "data", size: 100, diskMode: "independent_persistent" }] },
      },
    ],
  },
  check: ({ inputs }) =>
    inEach(
      inputs.get("disks"),
      (disk) => demandText(disk.get("diskMode"), (mode) => mode === "persistent", wrong, "passes"),
      wrong,
    ),
};
