/** Where a server can stand. */
export const platforms = ["vsphere", "aws", "azure"] as const;

/** Where a server can stand. */
export type Platform = (typeof platforms)[number];

/** The name that people read. */
export const platformNames: Readonly<Record<Platform, string>> = {
  vsphere: "VMware vSphere",
  aws: "AWS EC2",
  azure: "Microsoft Azure",
};
