import { demandFlag, demandText } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const instance = "aws:rds/instance:Instance";
const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
const cluster = "aws:rds/cluster:Cluster";
const tokens = [instance, clusterInstance, cluster];

/** Databases are patched, at a time that somebody chose. */
export const databaseUpdates: Rule = {
  id: "PAT-08",
  title: "Databases take minor versions by themselves, in a window that is named",
  severity: "medium",
  responsible: "customer",
  controls: { "NIST SP 800-53r5": ["SI-2"], "CIS AWS v5.0": ["2.2.2"], FSBP: ["RDS.13"] },
  why:
    "Minor versions close holes. Without a window of its own AWS picks one at random, which may " +
    "be at noon.",
  fix:
    "Leave autoMinorVersionUpgrade on and set maintenanceWindow (instances) or " +
    "preferredMaintenanceWindow (clusters), such as Tue:01:00-Tue:03:00 in UTC.",
  tokens,
  advisesOn: tokens,
  onUnknown: "warn",
  examples: {
    pass: [
      {
        title: "A database that is patched at night",
        type: instance,
        inputs: { maintenanceWindow: "Tue:01:00-Tue:03:00" },
      },
    ],
    fail: [
      {
        title: "A database that is not patched",
        type: instance,
        inputs: { maintenanceWindow: "Tue:01:00-Tue:03:00", autoMinorVersionUpgrade: false },
      },
    ],
  },
  *check({ type, inputs }) {
    const key = type === instance ? "maintenanceWindow" : "preferredMaintenanceWindow";
    yield* demandText(inputs.get(key), isWindow, "no maintenance window is named");
    if (type !== cluster) {
      const upgrade = inputs.get("autoMinorVersionUpgrade");
      yield* demandFlag(upgrade, true, "minor versions are not installed", "passes");
    }
  },
};

function isWindow(text: string): boolean {
  const moment = "(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d";
  return new RegExp(`^${moment}-${moment}$`, "i").test(text);
}
