import { type Confirmed, confirmationText } from "./confirmation.js";
import { isOnPremises } from "./platform.js";
import {
  type Loss,
  predecessorOf,
  type RegisteredServer,
  type RegisteredServers,
} from "./register.js";

/**
 * A backup counts at a birth: a server that is there in its generation does not start from it. A
 * machine that is brought back where it stands loses what was written since.
 */
export function restoreLosses(
  name: string,
  was: RegisteredServer,
  is: RegisteredServer,
  { reimage }: Confirmed,
): Loss[] {
  if (
    is.restored === undefined ||
    is.restored.point === was.restored?.point ||
    is.generation !== was.generation
  ) {
    return [];
  }
  if (is.restored.inPlace === true) {
    return reimage ? [] : [unconfirmed(name, is.restored.taken)];
  }
  // Where a backup server brings machines back, none is born anew from its backup.
  const inPlace = isOnPremises(is.platform) ? "" : ` with "generation: ${was.generation + 1}"`;
  const message =
    `the server is there, and only one that is born starts from ${is.restored.point}. Restore it ` +
    `in place${inPlace}, or beside it under another name.`;
  return [{ path: `servers.${name}`, message }];
}

function unconfirmed(name: string, taken: string): Loss {
  const message =
    `everything that was written on its disks since ${taken} would be lost, and that is not ` +
    `confirmed. Write ${confirmationText(name, "reimage")}.`;
  return { path: `servers.${name}`, message };
}

/** Only a machine that is there is brought back where it stands. */
export function restoredUnborn(before: RegisteredServers, after: RegisteredServers): Loss[] {
  return Object.entries(after).flatMap(([name, is]) =>
    is.restored?.inPlace === true && predecessorOf(before, name, is) === undefined
      ? [
          {
            path: `servers.${name}`,
            message: "the server is not there, and only one that is can be restored in place.",
          },
        ]
      : [],
  );
}
