import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";

/** The drivers of a guest are not forgotten. */
export const guestTools: Rule = {
  id: "PAT-09",
  title: "VMware Tools are updated when a machine starts",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SI-2"], SCG: ["guest-8.tools-updates"] },
  why:
    "The tools run with the highest rights in the guest and are not part of its patches. At a " +
    "start that happens anyhow, their update interrupts nobody.",
  fix: 'Set toolsUpgradePolicy to "upgradeAtPowerCycle".',
  tokens: [machine],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "Tools that follow every start",
        type: machine,
        inputs: { toolsUpgradePolicy: "upgradeAtPowerCycle" },
      },
    ],
    fail: [
      {
        title: "Tools that somebody has to think of",
        type: machine,
        inputs: { toolsUpgradePolicy: "manual" },
      },
    ],
  },
  check: ({ inputs }) => {
    const isFine = (policy: string) => policy === "upgradeAtPowerCycle";
    return demandText(inputs.get("toolsUpgradePolicy"), isFine, "nobody updates the tools");
  },
};
