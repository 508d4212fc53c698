import { demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** The first version with EFI Secure Boot and a TPM for guests, of vSphere 6.7. */
const least = 14;

/** A machine's hardware is new enough to protect it. */
export const hardwareVersion: Rule = {
  id: "VM-08",
  title: `Virtual hardware is of version ${least} or newer`,
  severity: "low",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-7"] },
  why: "Older hardware has no TPM and no protections against attacks on the processor's speculation.",
  fix: `Leave hardwareVersion away, which takes the newest, or set it to ${least} or more.`,
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "Hardware of vSphere 8", type: machine, inputs: { hardwareVersion: 20 } }],
    fail: [{ title: "Hardware of 2015", type: machine, inputs: { hardwareVersion: 11 } }],
  },
  check: ({ inputs }) =>
    demandNumber(
      inputs.get("hardwareVersion"),
      (version) => version >= least,
      "the virtual hardware is too old",
      "passes",
    ),
};
