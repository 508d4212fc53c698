import { demandFlag } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const settings = "aws:backup/regionSettings:RegionSettings";

const types = ["EC2", "EBS", "RDS", "EFS"];

/** Backup plans are not ignored by what they select. */
export const backedUpTypes: Rule = {
  id: "BKP-06",
  title: "The region backs up servers, disks, databases and file systems",
  severity: "high",
  responsible: "provider",
  controls: { "NIST SP 800-53r5": ["CP-9"] },
  why: "AWS Backup silently skips what a plan selects while its type is not opted in for the region.",
  fix: `Set ${types.join(", ")} in resourceTypeOptInPreference to true.`,
  tokens: [settings],
  onUnknown: "deny",
  examples: {
    pass: [
      {
        title: "A region that backs up everything",
        type: settings,
        inputs: {
          resourceTypeOptInPreference: Object.fromEntries(types.map((type) => [type, true])),
        },
      },
    ],
    fail: [
      {
        title: "A region that leaves disks out",
        type: settings,
        inputs: {
          resourceTypeOptInPreference: { EC2: true, EBS: false, RDS: true, EFS: true },
        },
      },
    ],
  },
  *check({ inputs }) {
    const preference = inputs.get("resourceTypeOptInPreference");
    for (const type of types) {
      yield* demandFlag(preference.get(type), true, "backup plans skip this type");
    }
  },
};
