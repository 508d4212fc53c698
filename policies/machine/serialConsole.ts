import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const access = "aws:ec2/serialConsoleAccess:SerialConsoleAccess";

/** There is no way to a server around its network. */
export const serialConsole: Rule = {
  id: "VM-06",
  title: "The serial console of instances is switched off",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["AC-17", "CM-7"] },
  why: "The console passes by security groups and logs of the network, for every server at once.",
  fix: "Set enabled to false; without it the resource switches the console on.",
  tokens: [access],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "No console", type: access, inputs: { enabled: false } }],
    fail: [{ title: "A console by default", type: access, inputs: {} }],
  },
  check: ({ inputs }) =>
    demandFlag(inputs.get("enabled"), false, "every server can be reached by its console"),
};
