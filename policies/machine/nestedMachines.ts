import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** A server runs no servers of its own. */
export const noNestedMachines: Rule = {
  id: "VM-07",
  title: "Virtual machines run no hypervisor inside",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-7"] },
  why:
    "Machines inside a machine are patched, backed up and counted by nobody, and the features of " +
    "the processor that they need widen the way out of the guest.",
  fix: "Leave nestedHvEnabled away or set it to false.",
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [
      { title: "An ordinary machine", type: machine, inputs: { guestId: "debian12_64Guest" } },
    ],
    fail: [{ title: "A hypervisor inside", type: machine, inputs: { nestedHvEnabled: true } }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("nestedHvEnabled"), false, "machines may run inside", "passes"),
};
