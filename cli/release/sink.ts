import type { Temporal } from "temporal-polyfill";
import type { Platform } from "../../components/service/platform.js";

/** A group that its test ring has released for one opening. */
export interface Release {
  /** The patch group, by the name that its servers are tagged with. */
  readonly group: string;
  /** The test ring before it. */
  readonly ring: string;
  /** The local date of the opening, `2026-12-15`. */
  readonly release: string;
  /** When the last server of the ring was done. */
  readonly testedAt: Temporal.Instant;
  /** The group's servers on the platform of the sink. */
  readonly servers: readonly string[];
  /** The platforms of the ring's servers. */
  readonly testedOn: readonly Platform[];
}

/** Something that has to be written so that the platform patches. */
export interface Write {
  /** What, in words. */
  readonly what: string;
  readonly apply: () => Promise<void>;
}

/** What a release comes to on a platform. */
export interface Pending {
  /** Empty when the platform knows of the release already, or finds out by itself. */
  readonly writes: readonly Write[];
  /** Servers that stay held, and why. */
  readonly problems: readonly string[];
}

/** Tells one platform that it may patch. Reading and writing may fail; both then hold. */
export interface ReleaseSink {
  pending(release: Release): Promise<Pending>;
}

/** The sinks that there are; on a platform without one nothing is released. */
export type ReleaseSinks = Readonly<Partial<Record<Platform, ReleaseSink>>>;
