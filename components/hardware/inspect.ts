import type { Connection } from "../remote/connection.js";
import { RemoteFailure, Unanswered } from "../remote/failure.js";
import { mismatches, type Order } from "./compare.js";
import type { ObservedHardware } from "./observed.js";
import { inventory } from "./redfish/inventory.js";
import { Machine } from "./redfish/machine.js";
import { RedfishSession } from "./redfish/session.js";
import { patience } from "./run.js";

/** What a look at a machine found. */
export type Inspection =
  /** It is there; what is not as it was ordered, one sentence each. */
  | {
      readonly state: "seen";
      readonly observed: ObservedHardware;
      readonly mismatches: readonly string[];
    }
  /** Its BMC does not let anybody look, or another machine is there. */
  | { readonly state: "refused"; readonly why: string }
  /** Its BMC is away: nobody knows. */
  | { readonly state: "unknown"; readonly why: string };

/** Who only looks waits for nobody. */
const impatience = { ...patience, request: 20_000, inAll: 2_000 };

/** Looks at a machine, changes nothing, and compares it with what was ordered. */
export async function inspectHardware(connection: Connection, order: Order): Promise<Inspection> {
  try {
    const session = await RedfishSession.open(connection, impatience);
    try {
      const machine = await Machine.find(session, impatience, order);
      const observed = await inventory(session, machine);
      return { state: "seen", observed, mismatches: mismatches(order, observed) };
    } finally {
      await session.end();
    }
  } catch (failure) {
    if (!(failure instanceof RemoteFailure)) {
      throw failure;
    }
    const state = failure instanceof Unanswered ? "unknown" : "refused";
    return { state, why: failure.message };
  }
}
