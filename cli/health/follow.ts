import { setTimeout as wait } from "node:timers/promises";
import type { Told } from "./events.js";
import { type Followed, Following } from "./following.js";

/** How the servers of a stack are followed. */
export interface Pace {
  /** From when on logs are told. @default nothing of before the first look */
  readonly since?: Date | undefined;
  readonly everySeconds: number;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Looks again and again, and tells each event once, until it is ended. */
export async function follow(
  look: (now: Date) => Promise<readonly Told[]>,
  tell: (event: Followed) => void,
  { since, everySeconds, signal }: Pace,
): Promise<void> {
  const following = new Following(since);
  while (!signal.aborted) {
    const now = new Date();
    const seen = await look(now);
    if (!signal.aborted) {
      for (const event of following.next(seen, now.toISOString())) {
        tell(event);
      }
    }
    // Waiting that is ended is no failure.
    await wait(everySeconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}
