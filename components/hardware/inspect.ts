import { RemoteFailure, Unanswered } from "../remote/failure.js";
import { mismatches, type Order } from "./compare.js";
import type { ObservedHardware } from "./observed.js";
import { type BmcConnection, openWay } from "./openWay.js";
import { patience } from "./run.js";
import type { HardwareIdentity, Way } from "./way.js";

/** What a look at a machine found. */
export type Inspection =
  /** It is there; what is not as it was ordered, or keeps it from being installed, one sentence each. */
  | {
      readonly state: "seen";
      readonly observed: ObservedHardware;
      readonly mismatches: readonly string[];
    }
  | Unseen;

/** Why nobody knows anything of a machine. */
type Unseen =
  /** Its BMC does not let anybody look, or another machine is there. */
  | { readonly state: "refused"; readonly why: string }
  /** Its BMC is away: nobody knows. */
  | { readonly state: "unknown"; readonly why: string };

/** Who only looks waits for nobody. */
const impatience = { ...patience, request: 20_000, inAll: 2_000 };

/**
 * Looks at a machine, changes nothing, and compares it with what was ordered.
 *
 * @param isInstalled whether nothing is left to be installed, so that its BMC need not be able to
 */
export async function inspectHardware(
  connection: BmcConnection,
  order: Order,
  isInstalled: boolean,
): Promise<Inspection> {
  const look = await lookAtHardware(connection, order, async (way) => {
    const observed = await way.inventory();
    const unable = isInstalled ? [] : await way.unable();
    return { observed, mismatches: [...mismatches(order, observed), ...unable] };
  });
  return look.state === "seen" ? { state: "seen", ...look.seen } : look;
}

/** What was seen of a machine, or why nothing was. */
export type Look<T> = { readonly state: "seen"; readonly seen: T } | Unseen;

/** Looks at a machine through its BMC. */
export async function lookAtHardware<T>(
  connection: BmcConnection,
  identity: HardwareIdentity,
  use: (way: Way) => Promise<T>,
): Promise<Look<T>> {
  try {
    const way = await openWay(connection, impatience, identity);
    try {
      return { state: "seen", seen: await use(way) };
    } finally {
      await way.end();
    }
  } catch (failure) {
    if (!(failure instanceof RemoteFailure)) {
      throw failure;
    }
    const state = failure instanceof Unanswered ? "unknown" : "refused";
    return { state, why: failure.message };
  }
}
