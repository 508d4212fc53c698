import { numberIn, recordAt, type Values } from "../patchPath/values.js";

/** Days for which a rule or a copy keeps backups; for ever when it does not say. */
export function keptDays(made: Values): number {
  return numberIn(recordAt(made, "lifecycle")["deleteAfter"], Infinity);
}
