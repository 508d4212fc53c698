import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const host = "vsphere:index/host:Host";

/** A host takes orders from its vCenter only. */
export const hostLockdown: Rule = {
  id: "IAM-12",
  title: "Hosts are locked down, so that only vCenter administers them",
  severity: "high",
  responsible: "provider",
  controls: { SCG: ["lockdown-mode"], "CIS ESXi 7.0": ["5.5"], "CIS ESXi 8.0": ["3.20"] },
  why: "Who logs in to a host directly passes by vCenter's permissions and its log.",
  fix: 'Set lockdown to "normal" or "strict".',
  tokens: [host],
  onUnknown: "deny",
  examples: {
    pass: [{ title: "A locked host", type: host, inputs: { lockdown: "normal" } }],
    fail: [{ title: "An open host", type: host, inputs: { lockdown: "disabled" } }],
  },
  check: ({ inputs }) => {
    const isFine = (mode: string) => mode === "normal" || mode === "strict";
    return demandText(inputs.get("lockdown"), isFine, "the host can be administered directly");
  },
};
