import { allOf, isGiven, not, reportIf } from "../framework/certainty.js";
import { demandFlag } from "../framework/demands.js";
import type { Finding, Rule } from "../framework/rule.js";

const machine = "azure-native:compute:VirtualMachine";
const scaleSet = "azure-native:compute:VirtualMachineScaleSet";

/** Nobody guesses a password of a Linux server. */
export const sshKeys: Rule = {
  id: "IAM-10",
  title: "Linux machines in Azure take SSH keys, no passwords",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["IA-5"], "MCSB v1": ["IM-6"] },
  why: "Passwords on SSH are guessed day and night; a key is not. Azure's default is the password.",
  fix: "Set osProfile.linuxConfiguration.disablePasswordAuthentication to true and name a public key.",
  tokens: [machine, scaleSet],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A machine with keys",
        type: machine,
        inputs: { osProfile: { linuxConfiguration: { disablePasswordAuthentication: true } } },
      },
    ],
    fail: [
      {
        title: "A machine with a password",
        type: machine,
        inputs: { osProfile: { linuxConfiguration: { provisionVMAgent: true } } },
      },
    ],
  },
  *check({ type, inputs }): Iterable<Finding> {
    const holder = type === machine ? inputs : inputs.get("virtualMachineProfile");
    const profile = holder.get("osProfile");
    const linux = profile.get("linuxConfiguration");
    const isUnsaid = allOf(isGiven(profile), not(isGiven(linux)));
    const isOther = isGiven(profile.get("windowsConfiguration"));
    const wrong = "passwords are accepted";
    if (isGiven(linux) !== "no") {
      yield* demandFlag(linux.get("disablePasswordAuthentication"), true, wrong);
    } else {
      yield* reportIf(allOf(isUnsaid, not(isOther)), profile, wrong);
    }
  },
};
