import { demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const hostSwitch = "vsphere:index/hostVirtualSwitch:HostVirtualSwitch";
const distributedSwitch = "vsphere:index/distributedVirtualSwitch:DistributedVirtualSwitch";

/** Switches listen to the network and tell it nothing. */
export const quietSwitches: Rule = {
  id: "NET-20",
  title: "Virtual switches do not announce themselves",
  severity: "low",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CM-7"], SCG: ["network-restrict-discovery-protocol"] },
  why: "Discovery messages name the host, its version and its addresses to every listener.",
  fix: 'Leave linkDiscoveryOperation away or set it to "listen" or "none".',
  tokens: [hostSwitch, distributedSwitch],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A switch that listens",
        type: distributedSwitch,
        inputs: { linkDiscoveryOperation: "listen" },
      },
    ],
    fail: [
      {
        title: "A switch that talks",
        type: hostSwitch,
        inputs: { linkDiscoveryOperation: "both" },
      },
    ],
  },
  check: ({ inputs }) => {
    const isQuiet = (word: string) => word === "listen" || word === "none";
    const operation = inputs.get("linkDiscoveryOperation");
    return demandText(operation, isQuiet, "the switch announces itself", "passes");
  },
};
