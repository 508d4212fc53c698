import type { Origin } from "../framework/rule.js";
import { keptKeys } from "./keptKeys.js";

/** The new resources whose ids and ARNs prove a key of one's own at `value`. */
export function keyOrigins(value: string): readonly Origin[] {
  const keeping = [keptKeys];
  return [
    { value, from: "aws:kms/key:Key", keeping },
    { value, from: "aws:kms/replicaKey:ReplicaKey", keeping },
    { value, from: "aws:kms/alias:Alias", keeping: [], through: "targetKeyId" },
  ];
}
