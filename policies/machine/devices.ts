import { demandNone } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";
import { machine } from "./settings.js";

/** A machine has no device that reaches past the hypervisor or brings data in. */
export const noExtraDevices: Rule = {
  id: "VM-04",
  title: "Virtual machines have no passed-through devices and no CD drives",
  severity: "medium",
  responsible: "provider",
  controls: { "DISA VMCH-80": ["000210", "000214"], "CIS ESXi 7.0": ["8.2.2", "8.2.8"] },
  why:
    "A passed-through device reads the host's memory and ties the machine to one host, where it " +
    "can't be moved for maintenance. A CD drive starts whatever is put into it.",
  fix: "Leave pciDeviceIds and cdroms away; install from the service's templates.",
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A machine with disks only", type: machine, inputs: { disks: [] } }],
    fail: [
      {
        title: "A machine with an installation CD",
        type: machine,
        inputs: { cdroms: [{ datastoreId: "datastore-1", path: "debian.iso" }] },
      },
    ],
  },
  *check({ inputs }) {
    yield* demandNone(inputs.get("pciDeviceIds"), "a device is passed through");
    yield* demandNone(inputs.get("cdroms"), "there is a CD drive");
  },
};
