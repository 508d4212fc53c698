import type { Patience } from "../remote/connection.js";
import { RemoteFailure } from "../remote/failure.js";
import type { Action, Outcome } from "../remote/outcome.js";
import { patienceFor } from "../remote/patience.js";
import { hardwareDocument } from "../service/hardware/document.js";
import { Deposit } from "./deposit.js";
import { keepMachine } from "./keep.js";
import { openWay } from "./openWay.js";
import { releaseMachine } from "./release.js";

/** A BMC takes its time. */
export const patience = patienceFor(60_000);

/** Does what the program is asked. */
export async function run(
  action: Action,
  text: string,
  patient: Patience = patience,
): Promise<Outcome> {
  const { machine, bmc, deposit: at } = hardwareDocument.parse(JSON.parse(text)).sections;
  try {
    const way = await openWay(bmc, patient, machine);
    const deposit = new Deposit(at, patient, machine.serial);
    try {
      const done =
        action === "keep"
          ? { observed: await keepMachine(way, machine, deposit, patient) }
          : { handedOver: await releaseMachine(way, machine, deposit) };
      return { status: 0, said: JSON.stringify(done) };
    } finally {
      deposit.end();
      await way.end();
    }
  } catch (failure) {
    if (failure instanceof RemoteFailure) {
      return { status: 1, said: failure.message };
    }
    throw failure;
  }
}
