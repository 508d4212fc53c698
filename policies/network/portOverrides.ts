import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const group = "vsphere:index/distributedPortGroup:DistributedPortGroup";

const overrides = {
  securityPolicyOverrideAllowed: "a single port may allow forged addresses",
  vlanOverrideAllowed: "a single port may join another VLAN",
  trafficFilterOverrideAllowed: "a single port may drop its filters",
};

/** What a port group refuses is refused on every port. */
export const noPortOverrides: Rule = {
  id: "NET-19",
  title: "Single ports can't depart from their port group's network and security settings",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-7"], SCG: ["network-restrict-port-level-overrides"] },
  why: "An exception on one of a thousand ports is seen by nobody who looks at the group.",
  fix: `Leave ${Object.keys(overrides).join(", ")} away or set them to false.`,
  tokens: [group],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A group without exceptions", type: group, inputs: { vlanId: 120 } }],
    fail: [
      { title: "Ports with their own VLAN", type: group, inputs: { vlanOverrideAllowed: true } },
    ],
  },
  *check({ inputs }) {
    for (const [key, wrong] of Object.entries(overrides)) {
      yield* demandFlag(inputs.get(key), false, wrong, "passes");
    }
  },
};
