import { RemoteFailure } from "../remote/failure.js";
import type { WantedMachine } from "../service/hardware/document.js";
import type { Deposit } from "./deposit.js";
import type { Erasure, Way } from "./way.js";

/** What was done to a machine's drives before it was handed back. */
export interface HandOver {
  readonly asset: string;
  readonly serial: string;
  readonly key: string;
  readonly drives: readonly Erasure[];
}

/**
 * Hands a machine back: wipes the drives that its server had, keeps the evidence, and gives it up.
 * A machine that is still being taken over is given up as it stands.
 * Undefined when nothing was wiped: it was handed back already, or was none of ours yet.
 *
 * @throws RemoteFailure when it is another machine or somebody else's, or a drive was not wiped
 */
export async function releaseMachine(
  way: Way,
  wanted: WantedMachine,
  deposit: Deposit,
): Promise<HandOver | undefined> {
  const { key, asset, serial } = wanted;
  const claim = await deposit.claim();
  if (claim === undefined) {
    return undefined;
  }
  if (claim.key !== key) {
    throw new RemoteFailure(`${asset} is the machine of ${claim.key}, and was not touched.`);
  }
  if (wanted.adopt) {
    await deposit.dropClaim();
    return undefined;
  }
  const serials = wanted.disks.map((disk) => disk.serial);
  const wipe = await way.wiping(serials);
  await deposit.setClaim({ ...claim, stage: "wiping" });
  await way.turn("Off");
  const drives = await wipe();
  const handedOver = { asset, serial, key, drives };
  await deposit.keepEvidence(claim.attempt, handedOver);
  await deposit.dropClaim();
  return handedOver;
}
