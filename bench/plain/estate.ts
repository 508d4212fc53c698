import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

export interface Server {
  service: string;
  environment?: string;
  platform: "vsphere" | "aws";
  image: string;
  network: string;
  cpus: number;
  memory: string;
  dataLevel?: number;
  patchGroup?: string;
  backupClass?: string;
  disks: Record<string, { size: string; tier?: "standard" | "fast" }>;
}

export interface Estate {
  customer: { name: string; owner: string; costCenter: string };
  aws: { account: string; region: string };
  patchGroups: Record<string, { window: string }>;
  defaults: { environment: string; dataLevel: number; patchGroup: string; backupClass: string };
  servers: Record<string, Server>;
}

export interface Catalog {
  platforms: {
    vsphere: {
      datacenter: string;
      resourcePool: string;
      folder: string;
      datastores: { standard: string; fast: string };
      customization: { domain: string; timeZone: string };
    };
    aws: {
      keyAlias: string;
      volumes: Record<"standard" | "fast", { type: string; iops?: number }>;
      instanceTypes: Record<string, { cpus: number; memory: string }>;
    };
  };
  images: Record<string, { vsphere: { template: string }; aws: { ami: string } }>;
  networks: Record<string, { portGroup: string; subnet: string }>;
}

export function readEstate(folder: string, stack: string): Estate {
  return load(readFileSync(join(folder, `${stack}.estate.yaml`), "utf8")) as Estate;
}

export function readCatalog(folder: string): Catalog {
  return load(readFileSync(join(folder, "catalog.yaml"), "utf8")) as Catalog;
}

/** GiB of a size such as `60 GiB` or `2 TiB`. */
export function gib(size: string): number {
  const [amount, unit] = size.split(" ");
  return Number(amount) * (unit === "TiB" ? 1024 : 1);
}
