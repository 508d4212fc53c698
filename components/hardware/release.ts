import type { Patience } from "../remote/connection.js";
import { RemoteFailure } from "../remote/failure.js";
import type { WantedMachine } from "../service/hardware/document.js";
import type { Deposit } from "./deposit.js";
import { type Erasure, eraseDrives, findErasable } from "./redfish/erase.js";
import { Machine } from "./redfish/machine.js";
import type { RedfishSession } from "./redfish/session.js";

/** What was done to a machine's drives before it was handed back. */
export interface HandOver {
  readonly asset: string;
  readonly serial: string;
  readonly key: string;
  readonly drives: readonly Erasure[];
}

/**
 * Hands a machine back: wipes the drives that its server had, keeps the evidence, and gives it up.
 * Undefined when it was handed back already.
 *
 * @throws RemoteFailure when it is another machine or somebody else's, or a drive was not wiped
 */
export async function releaseMachine(
  session: RedfishSession,
  wanted: WantedMachine,
  deposit: Deposit,
  patience: Patience,
): Promise<HandOver | undefined> {
  const { key, asset, serial } = wanted;
  const machine = await Machine.find(session, patience, wanted);
  const claim = await deposit.claim();
  if (claim === undefined) {
    return undefined;
  }
  if (claim.key !== key) {
    throw new RemoteFailure(`${asset} is the machine of ${claim.key}, and was not touched.`);
  }
  const serials = wanted.disks.map((disk) => disk.serial);
  const erasable = await findErasable(session, machine, serials);
  await deposit.setClaim({ ...claim, stage: "wiping" });
  await machine.turn("Off");
  await machine.eject();
  const drives = await eraseDrives(session, erasable);
  const handedOver = { asset, serial, key, drives };
  await deposit.keepEvidence(claim.attempt, handedOver);
  await deposit.dropClaim();
  return handedOver;
}
