import type { OperatingSystem } from "./operatingSystem.js";

/**
 * The vendors' products whose patches are installed: of the operating system only. A server gets
 * patches of its image's product and of no other.
 */
export const patchProducts = [
  "debian-12",
  "debian-13",
  "rhel-8",
  "rhel-9",
  "ubuntu-22.04",
  "ubuntu-24.04",
  "windows-server-2019",
  "windows-server-2022",
  "windows-server-2025",
] as const;

/** A vendor's product whose patches are installed. */
export type PatchProduct = (typeof patchProducts)[number];

/** The family of operating systems that a product is one of. */
export function familyOf(product: PatchProduct): OperatingSystem {
  return product.startsWith("windows-") ? "windows" : "linux";
}
