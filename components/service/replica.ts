/** How often changes go to a replica: the three frequencies that Hyper-V has, in seconds. */
export const replicaFrequencies = { "30s": 30, "5m": 300, "15m": 900 } as const;

/** How hosts prove to each other who they are. */
export const replicaAuthentications = ["kerberos", "certificate"] as const;

/** A copy of a server's disks that another host keeps up to date. */
export interface Replica {
  /** Name of the other host in the catalog. */
  readonly host: string;
  /** Between two transfers. */
  readonly frequencySeconds: number;
}
