import type { PlatformBehaviour } from "./behaviour.js";
import type { PackageSpec } from "./spec.js";
import type { Table } from "./table.js";

/** One platform: its data and its code. */
export interface Platform {
  readonly spec: PackageSpec;
  readonly table: Table;
  readonly behaviour: PlatformBehaviour;
}
