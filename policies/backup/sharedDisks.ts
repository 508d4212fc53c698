import { demandText, inEach } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

const wrong = "no snapshot and so no backup can be taken of a shared disk";

/** Nothing keeps vSphere from taking the snapshot that a backup starts with. */
export const sharedDisks: Rule = {
  id: "BKP-18",
  title: "Virtual machines share no disks, so that they can be backed up",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"] },
  why:
    "vSphere takes no snapshot of a machine whose SCSI bus is shared or whose disk has several " +
    "writers. Its backups fail, every night.",
  fix:
    'Leave scsiBusSharing away or set it to "noSharing", and diskSharing of every disk to ' +
    '"sharingNone". Share files over the network instead.',
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A machine with disks of its own",
        type: machine,
        inputs: { scsiBusSharing: "noSharing", disks: [{ label: "system" }] },
      },
    ],
    fail: [
      {
        title: "A disk with several writers",
        type: machine,
        inputs: { disks: [{ label: "quorum", diskSharing: "sharingMultiWriter" }] },
      },
    ],
  },
  *check({ inputs }) {
    const bus = inputs.get("scsiBusSharing");
    yield* demandText(bus, (mode) => mode === "noSharing", wrong, "passes");
    yield* inEach(inputs.get("disks"), checkDisk, wrong);
  },
};

function checkDisk(disk: Field): Iterable<Finding> {
  return demandText(disk.get("diskSharing"), (mode) => mode === "sharingNone", wrong, "passes");
}
