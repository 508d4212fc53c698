import { allOf, holds, isGiven, isOn, not, reportIf } from "../framework/certainty.js";
import type { Rule } from "../framework/rule.js";

const cluster = "vsphere:index/computeCluster:ComputeCluster";

/** Storage traffic between hosts can't be read on the wire. */
export const clusterTraffic: Rule = {
  id: "ENC-11",
  title: "Clusters with vSAN encrypt the traffic between their hosts",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["SC-8"] },
  why: "With vSAN every block of a disk crosses the network between hosts, in clear by default.",
  fix: "Set vsanDitEncryptionEnabled to true on clusters that set vsanEnabled.",
  tokens: [cluster],
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A cluster that encrypts its storage traffic",
        type: cluster,
        inputs: { vsanEnabled: true, vsanDitEncryptionEnabled: true },
      },
    ],
    fail: [
      {
        title: "A cluster with storage traffic in clear",
        type: cluster,
        inputs: { vsanEnabled: true },
      },
    ],
  },
  check: ({ inputs }) => {
    const encryption = inputs.get("vsanDitEncryptionEnabled");
    const vsan = inputs.get("vsanEnabled");
    const isOff = holds(vsan.flag(), (value) => !value);
    const isInClear = allOf(isGiven(vsan), not(isOff), not(isOn(encryption)));
    return reportIf(isInClear, encryption, "storage traffic is in clear");
  },
};
