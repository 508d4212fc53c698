import type { Change } from "./diff.js";
import type { JsonObject } from "./json.js";
import type { Problem } from "./validate.js";
import type { Decoded } from "./wire.js";

/** A resource as the engine names it. */
export interface Subject {
  readonly token: string;
  /** The name in its URN. */
  readonly name: string;
  /** Seconds that the operation may take; 0 for any. */
  readonly timeoutSeconds: number;
}

export interface Checked {
  readonly inputs: Decoded;
  readonly problems: readonly Problem[];
}

export interface Answer {
  readonly id: string;
  readonly properties: Decoded;
}

export interface ReadAnswer extends Answer {
  readonly inputs: Decoded;
}

export interface DiffAnswer {
  readonly changes: readonly Change[];
  readonly deleteBeforeReplace: boolean;
}

/** What the engine knows of a resource that it wants to change. */
export interface Before {
  readonly id: string;
  readonly olds: JsonObject;
  readonly oldInputs: JsonObject;
  /** Paths whose changes it wants to be left alone. */
  readonly ignore: readonly string[];
}
