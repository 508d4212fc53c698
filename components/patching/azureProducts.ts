import type { PatchProduct } from "../service/patchProducts.js";

/** A system as Azure's filters and parameters tell them apart. */
export type AzureSystem = "Linux" | "Windows";

/** The system of each product. */
export const azureSystems: Readonly<Record<PatchProduct, AzureSystem>> = {
  "debian-12": "Linux",
  "debian-13": "Linux",
  "rhel-8": "Linux",
  "rhel-9": "Linux",
  "ubuntu-22.04": "Linux",
  "ubuntu-24.04": "Linux",
  "windows-server-2019": "Windows",
  "windows-server-2022": "Windows",
  "windows-server-2025": "Windows",
};

/** Classes of patches in both of Azure's lists: no feature packs, service packs or tools. */
export const classifications = ["Critical", "Security"] as const;
