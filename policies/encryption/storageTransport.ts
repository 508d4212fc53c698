import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const account = "azure-native:storage:StorageAccount";

/** Nobody on the way reads what goes to a storage account. */
export const storageTransport: Rule = {
  id: "ENC-07",
  title: "Storage accounts speak TLS 1.2 and nothing older",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-8"],
    "CIS Azure v5.0": ["9.3.4", "9.3.6"],
    "MCSB v1": ["DP-3"],
  },
  why: "Azure reads a storage account that names no version as one that takes TLS 1.0.",
  fix: 'Leave enableHttpsTrafficOnly on and set minimumTlsVersion to "TLS1_2".',
  tokens: [account],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "TLS 1.2 only", type: account, inputs: { minimumTlsVersion: "TLS1_2" } }],
    fail: [
      {
        title: "Requests in clear",
        type: account,
        inputs: { minimumTlsVersion: "TLS1_2", enableHttpsTrafficOnly: false },
      },
    ],
  },
  *check({ inputs }) {
    const https = inputs.get("enableHttpsTrafficOnly");
    yield* demandFlag(https, true, "requests in clear are answered", "passes");
    const isNew = (version: string) => version === "TLS1_2" || version === "TLS1_3";
    yield* demandText(inputs.get("minimumTlsVersion"), isNew, "old versions of TLS are spoken");
  },
};
