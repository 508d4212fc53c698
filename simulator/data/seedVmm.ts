/** A server of Virtual Machine Manager, which manages the managed Hyper-V hosts of its world. */
export interface SeededManager {
  readonly name: string;
  /** Sizes of the images of its library in GiB, by file. */
  readonly library: Readonly<Record<string, number>>;
  /** The networks that machines can have, and the switches of the hosts that lead to each. */
  readonly networks: Readonly<Record<string, readonly string[]>>;
}

/** The servers of Virtual Machine Manager of every world, by their addresses. */
export const vmmServers: Readonly<Record<string, SeededManager>> = {
  "10.9.1.20": {
    name: "vmm-1",
    library: {
      "\\\\vmm-1.example.edu\\library\\debian-12.vhdx": 10,
      "\\\\vmm-1.example.edu\\library\\windows-2022.vhdx": 40,
    },
    networks: { "co-managed": ["servers"], storage: ["backup"] },
  },
};
