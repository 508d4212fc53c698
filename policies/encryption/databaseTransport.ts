import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const server = "azure-native:sql:Server";
const instance = "azure-native:sql:ManagedInstance";
const tokens = [server, instance];

/** Nobody on the way reads what a database answers. */
export const databaseTransport: Rule = {
  id: "ENC-16",
  title: "SQL servers in Azure take no connection in clear and no old TLS",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SC-8"], "MCSB v1": ["DP-3"] },
  why: 'Azure\'s default is TLS 1.2; "None" and older versions can only be there on purpose.',
  fix: 'Leave minimalTlsVersion away or set it to "1.2" or "1.3".',
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [{ title: "TLS 1.2", type: server, inputs: { minimalTlsVersion: "1.2" } }],
    fail: [{ title: "Connections in clear", type: server, inputs: { minimalTlsVersion: "None" } }],
  },
  check: ({ inputs }) =>
    demandText(
      inputs.get("minimalTlsVersion"),
      (version) => version === "1.2" || version === "1.3",
      "connections may be in clear",
      "passes",
    ),
};
