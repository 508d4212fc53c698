import { demandFlag } from "../framework/demands.js";
import type { Field } from "../framework/field.js";
import type { Finding } from "../framework/rule.js";

/** What S3 can refuse of public access, for one bucket or for an account: only all four are a lock. */
export const publicAccessLocks = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** Demands each of the four locks; otherwise `wrong` is the case. */
export function* openLocks(inputs: Field, wrong: string): Iterable<Finding> {
  for (const lock of publicAccessLocks) {
    yield* demandFlag(inputs.get(lock), true, wrong);
  }
}
