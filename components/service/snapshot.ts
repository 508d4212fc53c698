/**
 * A snapshot of a server's disks, taken before something risky. It is no backup: it lies on the
 * datastore of the disks that it would have to replace.
 */
export interface Snapshot {
  /** What it was taken for, such as `Upgrade to version 12`. */
  readonly purpose: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last planning date on which it is kept, `YYYY-MM-DD`. */
  readonly until: string;
}

/** Snapshots of one server at a time: each one slows its disks. */
export const mostSnapshots = 2;

/** Days from the planning date for which a snapshot is kept at most; it grows all the time. */
export const longestSnapshotDays = 14;
