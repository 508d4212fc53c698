import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "azure-native:compute:VirtualMachine";
const scaleSet = "azure-native:compute:VirtualMachineScaleSet";

/** A machine in Azure starts nothing that its maker has not signed. */
export const trustedLaunch: Rule = {
  id: "VM-10",
  title: "Virtual machines in Azure start with Secure Boot and a TPM",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-7(9)"], "MCSB v1": ["PV-4"], "CIS Azure v3.0": ["8.11"] },
  why: "Without Secure Boot malware can start before the operating system and hide from it.",
  fix:
    'Set securityProfile.securityType to "TrustedLaunch" and, in uefiSettings, secureBootEnabled ' +
    "and vTpmEnabled to true.",
  tokens: [machine, scaleSet],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A trusted launch",
        type: machine,
        inputs: {
          securityProfile: {
            securityType: "TrustedLaunch",
            uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          },
        },
      },
    ],
    fail: [{ title: "A machine that starts anything", type: machine, inputs: {} }],
  },
  *check({ type, inputs }) {
    const holder = type === machine ? inputs : inputs.get("virtualMachineProfile");
    const profile = holder.get("securityProfile");
    const isTrusted = (kind: string) => kind === "TrustedLaunch" || kind === "ConfidentialVM";
    yield* demandText(profile.get("securityType"), isTrusted, "the launch is not trusted");
    const settings = profile.get("uefiSettings");
    yield* demandFlag(settings.get("secureBootEnabled"), true, "Secure Boot is off");
    yield* demandFlag(settings.get("vTpmEnabled"), true, "there is no TPM");
  },
};
