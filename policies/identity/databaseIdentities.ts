import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const server = "azure-native:sql:Server";
const only = "azure-native:sql:ServerAzureADOnlyAuthentication";
const tokens = [server, only];

/** People and programs reach a database under their own names. */
export const databaseIdentities: Rule = {
  id: "IAM-18",
  title: "SQL servers in Azure know no passwords of their own",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["IA-2"], "MCSB v1": ["IM-1"] },
  why: "A login of the database outlives the person who had it and passes by the second factor.",
  fix: "Set administrators.azureADOnlyAuthentication to true.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A server that asks Entra",
        type: server,
        inputs: { administrators: { azureADOnlyAuthentication: true } },
      },
    ],
    fail: [{ title: "A server with its own logins", type: server, inputs: {} }],
  },
  check: ({ type, inputs }) => {
    const holder = type === server ? inputs.get("administrators") : inputs;
    const flag = holder.get("azureADOnlyAuthentication");
    return demandFlag(flag, true, "the server has logins of its own");
  },
};
