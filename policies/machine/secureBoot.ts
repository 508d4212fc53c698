import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** A machine starts nothing that its maker has not signed. */
export const secureBoot: Rule = {
  id: "VM-01",
  title: "Virtual machines start through EFI with Secure Boot",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-7(9)"], "MCSB v1": ["PV-4"] },
  why:
    "Without Secure Boot malware can start before the operating system and hide from it. The " +
    "firmware can't be changed on a machine that is installed.",
  fix: 'Set firmware to "efi" and efiSecureBootEnabled to true.',
  tokens: [machine],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A machine with Secure Boot",
        type: machine,
        inputs: { firmware: "efi", efiSecureBootEnabled: true },
      },
    ],
    fail: [{ title: "A machine with BIOS", type: machine, inputs: { firmware: "bios" } }],
  },
  *check({ inputs }) {
    const firmware = inputs.get("firmware");
    yield* demandText(firmware, (value) => value === "efi", "the firmware is not EFI");
    yield* demandFlag(inputs.get("efiSecureBootEnabled"), true, "Secure Boot is off");
  },
};
