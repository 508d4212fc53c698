import type { Decoded } from "./wire.js";

/** The platform refuses: its message is shown to the user as the platform words it. */
export class Refusal extends Error {
  override readonly name: string = "Refusal";
}

/** The platform made the object and then failed: it exists, and the engine must know it. */
export class HalfDone extends Refusal {
  override readonly name = "HalfDone";

  readonly id: string;
  readonly properties: Decoded;
  readonly reason: string;

  constructor(id: string, properties: Decoded, reason: string) {
    super(reason);
    this.id = id;
    this.properties = properties;
    this.reason = reason;
  }
}

/** The answer got lost on the way, whatever the platform did. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}
