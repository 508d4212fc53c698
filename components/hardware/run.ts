import { setTimeout as wait } from "node:timers/promises";
import type { Patience } from "../backup/veeam/connection.js";
import { hardwareDocument } from "../service/hardware/document.js";
import { Deposit } from "./deposit.js";
import { HardwareFailure } from "./failure.js";
import { keepMachine } from "./keep.js";
import { RedfishSession } from "./redfish/session.js";
import { releaseMachine } from "./release.js";

/** What the program can be asked to do. */
export type Action = "keep" | "release";

/** How patient the program is: a BMC that restarts is back within ten minutes. */
export const patience: Patience = {
  request: 60_000,
  inAll: 600_000,
  wait: (milliseconds) => wait(milliseconds),
};

/** What became of it: what is printed, and the status of the process. */
export interface Outcome {
  readonly status: 0 | 1;
  readonly said: string;
}

/** Does what the program is asked. */
export async function run(
  action: Action,
  text: string,
  patient: Patience = patience,
): Promise<Outcome> {
  const { machine, bmc, deposit: at } = hardwareDocument.parse(JSON.parse(text)).sections;
  try {
    const session = await RedfishSession.open(bmc, patient);
    const deposit = new Deposit(at, patient, machine.serial);
    try {
      const done =
        action === "keep"
          ? { observed: await keepMachine(session, machine, deposit, patient) }
          : { handedOver: await releaseMachine(session, machine, deposit, patient) };
      return { status: 0, said: JSON.stringify(done) };
    } finally {
      deposit.end();
      await session.end();
    }
  } catch (failure) {
    if (failure instanceof HardwareFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  }
}
