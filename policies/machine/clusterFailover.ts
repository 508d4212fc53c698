import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const cluster = "vsphere:index/computeCluster:ComputeCluster";

/** A host that fails takes no server with it. */
export const clusterFailover: Rule = {
  id: "VM-09",
  title: "Clusters start the machines of a failed host elsewhere and keep room for them",
  severity: "medium",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-10"] },
  why: "Without high availability the servers of a failed host wait for a person, also at night.",
  fix:
    "Set haEnabled to true, and leave haHostMonitoring and haAdmissionControlPolicy away or on " +
    'anything but "disabled".',
  tokens: [cluster],
  onUnknown: "warn",
  examples: {
    pass: [{ title: "A cluster that helps itself", type: cluster, inputs: { haEnabled: true } }],
    fail: [{ title: "A cluster that waits", type: cluster, inputs: { name: "lab" } }],
  },
  *check({ inputs }) {
    yield* demandFlag(inputs.get("haEnabled"), true, "machines of a failed host stay down");
    const isOn = (word: string) => word !== "disabled";
    const monitoring = inputs.get("haHostMonitoring");
    yield* demandText(monitoring, isOn, "failed hosts are not noticed", "passes");
    const admission = inputs.get("haAdmissionControlPolicy");
    yield* demandText(admission, isOn, "no room is kept for a failed host", "passes");
  },
};
