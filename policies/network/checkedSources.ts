import { demandFlag } from "../framework/demands.js";
import type { Resource, Rule } from "../framework/rule.js";

const instance = "aws:ec2/instance:Instance";
const card = "aws:ec2/networkInterface:NetworkInterface";
const azureCard = "azure-native:network:NetworkInterface";

const wrong = "the server may send and take traffic that is not its own";

/** A server speaks for itself only. */
export const checkedSources: Rule = {
  id: "NET-23",
  title: "Servers neither send under other addresses nor take traffic for them",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], FSBP: ["EC2.180"], "MCSB v1": ["NS-1"] },
  why:
    "A server that forwards what is not its own is a router past the firewalls, and can pretend to " +
    "be its neighbours.",
  fix:
    "Leave sourceDestCheck away or set it to true, and enableIPForwarding away or to false. A " +
    "router on purpose needs an exception.",
  tokens: [instance, card, azureCard],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A server", type: instance, inputs: { sourceDestCheck: true } }],
    fail: [
      { title: "A router", type: instance, inputs: { sourceDestCheck: false } },
      { title: "A router in Azure", type: azureCard, inputs: { enableIPForwarding: true } },
    ],
  },
  check: ({ type, inputs }: Resource) =>
    type === azureCard
      ? demandFlag(inputs.get("enableIPForwarding"), false, wrong, "passes")
      : demandFlag(inputs.get("sourceDestCheck"), true, wrong, "passes"),
};
