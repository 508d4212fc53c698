import { allOf, type Certainty, not, reportIf } from "../framework/certainty.js";
import type { Field } from "../framework/field.js";
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
    const isInClear = not(isSet(encryption, "no"));
    // Whether there is vSAN at all: what is no flag counts as yes.
    const hasVsan = isSet(inputs.get("vsanEnabled"), "yes");
    return reportIf(allOf(hasVsan, isInClear), encryption, "storage traffic is in clear");
  },
};

/** Whether the flag is set; `odd` is the answer for a value of another type. */
function isSet(field: Field, odd: Certainty): Certainty {
  const flag = field.flag();
  if (flag.state === "known") {
    return flag.value ? "yes" : "no";
  }
  return ({ unknown: "maybe", missing: "no", wrongType: odd } as const)[flag.state];
}
