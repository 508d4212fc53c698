import { demandFlag, demandNumber } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const hostPortGroup = "vsphere:index/hostPortGroup:HostPortGroup";
const hostSwitch = "vsphere:index/hostVirtualSwitch:HostVirtualSwitch";
const portGroup = "vsphere:index/distributedPortGroup:DistributedPortGroup";
const distributedSwitch = "vsphere:index/distributedVirtualSwitch:DistributedVirtualSwitch";

const strict = { allowForgedTransmits: false, allowMacChanges: false, allowPromiscuous: false };

const liberties = {
  allowForgedTransmits: "a server may send under a foreign hardware address",
  allowMacChanges: "a server may take a foreign hardware address",
  allowPromiscuous: "a server may read the traffic of its neighbours",
};

/** The number that hands the VLAN tags to the guest. */
const everyVlan = 4095;

/** Servers on one switch can neither impersonate nor overhear each other. */
export const switchPorts: Rule = {
  id: "NET-10",
  title: "Virtual switches refuse foreign addresses, eavesdropping and guest VLAN tags",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["SC-7"],
    SCG: ["network-reject-forged-transmit", "network-reject-mac-changes", "network-vgt"],
    "CIS ESXi 7.0": ["7.1", "7.2", "7.3"],
    "CIS ESXi 8.0": ["5.6", "5.7", "5.8", "5.10"],
  },
  why:
    "Servers of different customers share a switch. One that may forge its hardware address, " +
    "listen to everything or choose its VLAN reaches networks that are not its own.",
  fix:
    `Set ${Object.keys(strict).join(", ")} to false and give the port group one VLAN other than ` +
    `${everyVlan}.`,
  tokens: [hostPortGroup, hostSwitch, portGroup, distributedSwitch],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A strict port group",
        type: portGroup,
        inputs: { ...strict, vlanId: 120 },
      },
    ],
    fail: [
      {
        title: "A port group that hands all VLANs to its servers",
        type: hostPortGroup,
        inputs: { ...strict, vlanId: everyVlan },
      },
    ],
  },
  *check({ inputs }) {
    for (const [key, wrong] of Object.entries(liberties)) {
      yield* demandFlag(inputs.get(key), false, wrong);
    }
    const wrong = "servers choose their VLAN themselves";
    yield* demandNumber(inputs.get("vlanId"), (id) => id !== everyVlan, wrong, "passes");
  },
};
