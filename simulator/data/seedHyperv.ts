/** A Hyper-V host of every world. */
export interface SeededHost {
  readonly name: string;
  readonly switches: readonly string[];
  /** Sizes of the images in GiB, by file. */
  readonly images: Readonly<Record<string, number>>;
  /** The addresses that its guests get, without their last number. */
  readonly network: string;
  /** Where it takes replicas, and how those who send them prove who they are. */
  readonly takesReplicas?: {
    readonly server: string;
    readonly port: number;
    readonly authentication: "Kerberos" | "Certificate";
  };
  /** How Virtual Machine Manager knows it, on the hosts that it manages. */
  readonly managed?: { readonly computer: string; readonly hostGroup: string };
}

const common = {
  switches: ["servers", "backup"],
  images: { "D:\\images\\debian-12.vhdx": 10, "D:\\images\\windows-2022.vhdx": 40 },
} as const;

/** The Hyper-V hosts of every world, by their addresses, which no port group leases. */
export const hypervHosts: Readonly<Record<string, SeededHost>> = {
  "10.9.1.11": { name: "hv-1", network: "10.9.211", ...common },
  "10.9.1.12": {
    ...{ name: "hv-2", network: "10.9.212", ...common },
    takesReplicas: { server: "hv-2.example.edu", port: 80, authentication: "Kerberos" },
  },
  "10.9.1.13": {
    ...{ name: "hv-3", network: "10.9.213", ...common },
    managed: { computer: "hv-3.example.edu", hostGroup: "All Hosts\\Co-managed" },
  },
  "10.9.1.14": {
    ...{ name: "hv-4", network: "10.9.214", ...common },
    managed: { computer: "hv-4.example.edu", hostGroup: "All Hosts\\Laboratories" },
  },
};
