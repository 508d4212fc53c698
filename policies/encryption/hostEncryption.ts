import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "azure-native:compute:VirtualMachine";
const scaleSet = "azure-native:compute:VirtualMachineScaleSet";

const wrong = "caches and temporary disks are not encrypted on the host";

/** Nothing of a server in Azure is written in clear, not even what is temporary. */
export const hostEncryption: Rule = {
  id: "ENC-05",
  title: "Virtual machines in Azure are encrypted on their host",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-28"], "MCSB v1": ["DP-4"] },
  why:
    "The key of a disk does not cover the host's caches and temporary disks, which hold the same " +
    "data. Encryption on the host does; it is off by default.",
  fix: "Set securityProfile.encryptionAtHost to true.",
  tokens: [machine, scaleSet],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A machine encrypted on its host",
        type: machine,
        inputs: { securityProfile: { encryptionAtHost: true } },
      },
    ],
    fail: [{ title: "A machine with Azure's default", type: machine, inputs: {} }],
  },
  check: ({ type, inputs }) => {
    const holder = type === machine ? inputs : inputs.get("virtualMachineProfile");
    return demandFlag(holder.get("securityProfile").get("encryptionAtHost"), true, wrong);
  },
};
