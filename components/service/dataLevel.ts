/** The university's data levels: 1 public, 2 internal, 3 confidential, 4 restricted. */
const names = { 1: "public", 2: "internal", 3: "confidential", 4: "restricted" } as const;

/** The data levels that the service offers. */
export const dataLevels = [1, 2] as const;

/** A data level that the service offers: 1 (public) or 2 (internal). */
export type DataLevel = (typeof dataLevels)[number];

/** Whether `value` is the number of an offered data level; strings and unknown values are not. */
export function isDataLevel(value: unknown): value is DataLevel {
  return dataLevels.some((level) => level === value);
}

/**
 * One sentence that says why `value` cannot be the data level of anything here.
 *
 * Source of the rule: the service description offers levels 1 and 2 only.
 */
export function dataLevelRefusal(value: unknown): string {
  const offered = "co-managed hosting offers data levels 1 (public) and 2 (internal)";
  if (value === undefined || value === null) {
    return `no data level is given; ${offered}`;
  }
  if (value === 3 || value === 4) {
    return `data level ${value} (${names[value]}) is not available to co-managed users; ${offered}`;
  }
  return `${JSON.stringify(value)} is not a data level; ${offered}`;
}
