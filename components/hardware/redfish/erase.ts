import type * as z from "zod/mini";
import { RemoteFailure } from "../../remote/failure.js";
import type { Erasure } from "../way.js";
import type { Machine } from "./machine.js";
import { drive, storage } from "./models.js";
import type { RedfishSession } from "./session.js";

/** A drive, and where its BMC takes the order to wipe it. */
interface Erasable {
  readonly serial: string;
  readonly target: string;
}

/** All drives of a machine. */
export async function drivesOf(
  session: RedfishSession,
  machine: Machine,
): Promise<z.infer<typeof drive>[]> {
  const { Storage } = await machine.read();
  const storages = await session.members(Storage?.["@odata.id"], storage);
  const drives: z.infer<typeof drive>[] = [];
  for (const { "@odata.id": path } of storages.flatMap(({ Drives = [] }) => Drives)) {
    drives.push(await session.get(path, drive));
  }
  return drives;
}

/**
 * Finds drives by their serial numbers, and how each is wiped.
 *
 * @throws RemoteFailure when one is not there or cannot be wiped
 */
export async function findErasable(
  session: RedfishSession,
  machine: Machine,
  serials: readonly string[],
): Promise<Erasable[]> {
  const drives = await drivesOf(session, machine);
  return serials.map((serial) => {
    const found = drives.find(({ SerialNumber }) => SerialNumber?.trim() === serial);
    const target = found?.Actions?.["#Drive.SecureErase"]?.target;
    if (target === undefined) {
      const why = found === undefined ? "is not there" : "cannot be wiped by its BMC";
      throw new RemoteFailure(
        `The drive ${serial} ${why}, and no other was wiped. Have it wiped by hand, remove the ` +
          'machine\'s claim.json from the deposit, and run "pulumi up" again.',
      );
    }
    return { serial, target };
  });
}

/** Wipes drives one after the other; wiping one twice does no harm. */
export async function eraseDrives(
  session: RedfishSession,
  drives: readonly Erasable[],
): Promise<Erasure[]> {
  const erased: Erasure[] = [];
  for (const { serial, target } of drives) {
    const endedAt = await session.act(target, {}, true);
    erased.push({ serial, method: "SecureErase", endedAt });
  }
  return erased;
}
