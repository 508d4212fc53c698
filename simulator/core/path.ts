import type { Path } from "./json.js";

const plainKey = /^[A-Za-z_$][\w$]*$/;

/** A path as Pulumi shows it: `disks[1].size`, `tags["co-managed:owner"]`. */
export function showPath(path: Path): string {
  let shown = "";
  for (const step of path) {
    if (typeof step === "number") {
      shown += `[${step}]`;
    } else if (plainKey.test(step)) {
      shown += shown === "" ? step : `.${step}`;
    } else {
      shown += `[${JSON.stringify(step)}]`;
    }
  }
  return shown;
}

/**
 * Whether a shown path is the pattern's or lies below it. Patterns are written as paths, with
 * `[*]` for any list position; `disks[*].label` covers `disks[3].label`, `clone` covers
 * `clone.templateUuid`.
 */
export function covers(pattern: string, shown: string): boolean {
  const general = pattern.includes("[*]") ? shown.replace(/\[\d+\]/g, "[*]") : shown;
  if (!general.startsWith(pattern)) {
    return false;
  }
  const next = general[pattern.length];
  return next === undefined || next === "." || next === "[";
}

/** Whether any of the patterns covers the shown path. */
export function coveredBy(patterns: readonly string[], shown: string): boolean {
  return patterns.some((pattern) => covers(pattern, shown));
}
