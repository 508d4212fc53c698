import { setTimeout as wait } from "node:timers/promises";
import type { Patience } from "./connection.js";
import { RemoteFailure } from "./failure.js";

const asker = process.ppid;

/**
 * How patient a program is that the engine starts: a server that restarts is back within ten
 * minutes. It ends once nobody waits for it.
 *
 * @param request milliseconds for one request with its answer
 */
export function patienceFor(request: number): Patience {
  return {
    request,
    inAll: 600_000,
    wait: async (milliseconds) => {
      await wait(milliseconds);
      if (process.ppid !== asker) {
        throw new RemoteFailure("Whoever asked for this is gone.");
      }
    },
  };
}
