import { keepHyperv } from "../../components/service/access/windowsCommands.js";
import { demandFlag, demandText } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding, Rule } from "../framework/rule.js";
import { machineOnHost, remoteCommand } from "../framework/toldMachine.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

const templates = ["MicrosoftWindows", "MicrosoftUEFICertificateAuthority"];

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
  fix:
    'Set firmware to "efi" and efiSecureBootEnabled to true; on Hyper-V, whose machines always ' +
    "start so here, choose one of Microsoft's templates.",
  tokens: [machine, remoteCommand],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A machine with Secure Boot",
        type: machine,
        inputs: { firmware: "efi", efiSecureBootEnabled: true },
      },
    ],
    fail: [
      { title: "A machine with BIOS", type: machine, inputs: { firmware: "bios" } },
      {
        title: "A machine on Hyper-V that trusts whom it was told to",
        type: remoteCommand,
        inputs: {
          create: keepHyperv,
          stdin: JSON.stringify({
            sections: { machine: { secureBootTemplate: "OpenSourceShieldedVM" } },
          }),
        },
      },
    ],
  },
  *check({ type, inputs }) {
    if (type === remoteCommand) {
      yield* checkTemplate(machineOnHost(inputs));
      return;
    }
    const firmware = inputs.get("firmware");
    yield* demandText(firmware, (value) => value === "efi", "the firmware is not EFI");
    yield* demandFlag(inputs.get("efiSecureBootEnabled"), true, "Secure Boot is off");
  },
};

function* checkTemplate(told: Field | undefined): Iterable<Finding> {
  if (told !== undefined) {
    const template = told.state === "unknown" ? told : told.get("secureBootTemplate");
    const isMicrosofts = (name: string) => templates.includes(name);
    yield* demandText(template, isMicrosofts, "Secure Boot trusts others than Microsoft");
  }
}
