import { keyOrigins } from "../encryption/keyOrigins.js";
import { demandFlag, demandGiven } from "../framework/demands.js";
import type { Rule } from "../framework/rule.js";

const trail = "aws:cloudtrail/trail:Trail";

const complete = {
  isMultiRegionTrail: true,
  enableLogFileValidation: true,
  kmsKeyId: "arn:aws:kms:eu-central-1:111111111111:key/1",
};

/** Who did what is recorded everywhere, and nobody can change the record unseen. */
export const completeTrail: Rule = {
  id: "LOG-01",
  title: "Trails record all regions, prove their files and encrypt them",
  severity: "high",
  responsible: "provider",
  controls: {
    "NIST SP 800-53r5": ["AU-2"],
    "CIS AWS v5.0": ["3.1", "3.2", "3.5"],
    FSBP: ["CloudTrail.1", "CloudTrail.2", "CloudTrail.4"],
  },
  why:
    "An intruder works in a region that nobody looks at and removes the traces. A trail of all " +
    "regions whose files are validated shows both.",
  fix:
    "Set isMultiRegionTrail and enableLogFileValidation to true and kmsKeyId to a key, and leave " +
    "enableLogging and includeGlobalServiceEvents on.",
  tokens: [trail],
  onUnknown: "deferOrWarn",
  origins: keyOrigins("kmsKeyId"),
  examples: {
    pass: [{ title: "A complete trail", type: trail, inputs: complete }],
    fail: [
      {
        title: "A trail of one region",
        type: trail,
        inputs: { ...complete, isMultiRegionTrail: false },
      },
    ],
  },
  *check({ inputs }) {
    const flag = (key: string) => inputs.get(key);
    yield* demandFlag(flag("isMultiRegionTrail"), true, "other regions are not recorded");
    yield* demandFlag(flag("enableLogFileValidation"), true, "changed files are not noticed");
    yield* demandFlag(flag("enableLogging"), true, "the trail is switched off", "passes");
    const wrong = "global services are not recorded";
    yield* demandFlag(flag("includeGlobalServiceEvents"), true, wrong, "passes");
    yield* demandGiven(inputs.get("kmsKeyId"), "the files have no key of their own");
  },
};
