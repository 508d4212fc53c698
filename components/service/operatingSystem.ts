/** The families of operating systems. */
export const operatingSystems = ["linux", "windows"] as const;

/** A family of operating systems. */
export type OperatingSystem = (typeof operatingSystems)[number];
