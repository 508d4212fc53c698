/** Where a server can stand. */
export const platforms = ["vsphere", "aws", "azure", "hyperv", "physical"] as const;

/** Where a server can stand. */
export type Platform = (typeof platforms)[number];

/** The name that people read. */
export const platformNames: Readonly<Record<Platform, string>> = {
  vsphere: "VMware vSphere",
  aws: "AWS EC2",
  azure: "Microsoft Azure",
  hyperv: "Microsoft Hyper-V",
  physical: "physical hardware",
};

/** Whether servers stand in the provider's own rooms, where nothing but they themselves patches. */
export function isOnPremises(platform: Platform): platform is "vsphere" | "hyperv" | "physical" {
  return platform !== "aws" && platform !== "azure";
}
