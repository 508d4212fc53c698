/** A server of an estate under test, as its file has it. */
export interface TestServer {
  readonly platform: "vsphere" | "aws" | "azure" | "hyperv" | "physical";
  /** On physical servers. */
  readonly asset?: string;
  /** @default debian-12 */
  readonly image?: string;
  readonly environment?: "production" | "test";
  readonly network?: string;
  /** In place of the one network. */
  readonly networks?: readonly object[];
  readonly dataLevel?: number;
  readonly patchGroup?: string;
  readonly backupClass?: string;
  readonly cpus?: number;
  readonly memory?: string;
  /** On Hyper-V. */
  readonly dynamicMemory?: object;
  readonly snapshots?: object;
  readonly replica?: object;
  readonly disks?: Readonly<Record<string, object>>;
  readonly adopt?: object;
  readonly generation?: number;
  readonly retire?: object;
  readonly formerly?: readonly string[];
}

/** An estate under test. */
export interface TestEstate {
  /** @default "2026-11-21" */
  readonly asOf?: string;
  readonly confirm?: readonly object[];
  readonly destroy?: object;
  readonly restores?: readonly object[];
  readonly needs?: Readonly<Record<string, readonly string[]>>;
  readonly servers: Readonly<Record<string, TestServer>>;
}

const networks = {
  vsphere: "dc-chemistry",
  aws: "aws-chemistry",
  azure: "azure-chemistry",
  hyperv: "hv-chemistry",
  physical: "ph-chemistry",
} as const;

/** The file of an estate: JSON is YAML as well. */
export function estateFile({
  asOf = "2026-11-21",
  confirm,
  destroy,
  needs,
  restores,
  servers,
}: TestEstate): string {
  const entries = Object.entries(servers).map(([name, server]) => [
    name,
    {
      ...{ service: "lims", image: "debian-12" },
      ...(server.networks === undefined && { network: networks[server.platform] }),
      ...{ environment: "test", cpus: 4, memory: "16 GiB" },
      disks: { system: { size: "40 GiB" } },
      ...server,
    },
  ]);
  return JSON.stringify({
    asOf,
    customer: {
      name: "Department of Chemistry",
      owner: "chemistry",
      costCenter: "4711-20",
      contact: "it@chemistry.example.edu",
    },
    aws: { account: "222222222222", region: "eu-central-1" },
    azure: {
      subscription: "2c2c2c2c-0000-4000-8000-000000000002",
      location: "germanywestcentral",
    },
    patchGroups: {
      test: { window: "patch-week-thursday-night" },
      production: { window: "patch-week-next-tuesday-night" },
    },
    defaults: { dataLevel: 2, patchGroup: "production", backupClass: "standard" },
    ...(confirm && { confirm }),
    ...(destroy && { destroy }),
    ...(needs && { needs }),
    ...(restores && { restores }),
    servers: Object.fromEntries(entries),
  });
}
