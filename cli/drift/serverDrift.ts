import type { Difference } from "../../components/service/observed.js";

/** What became of a server since it was left. */
export interface ServerDrift {
  readonly server: string;
  readonly differences: readonly Difference[];
  /** Why nothing was seen of it. */
  readonly unseen?: string;
}
