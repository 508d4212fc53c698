import type { BackupServerDraft } from "./backupServer.js";

/** What the catalog says of places for copies. */
export interface CopyPlaces {
  /** Of AWS; undefined when they are faulty. */
  readonly aws: readonly string[] | undefined;
  /** The locations on Azure by place; undefined when they are faulty. */
  readonly azure: Readonly<Record<string, string>> | undefined;
  /** Where the estate's servers on Azure stand; undefined when that is faulty. */
  readonly location: string | undefined;
  /** The backup server of the provider's own datacenters; undefined when it is faulty. */
  readonly server: BackupServerDraft;
}
