import type { ResolvedServer } from "../model.js";
import { type Asked, refuse, type Target } from "./askedRestore.js";

/** Whether a backup server gives back what a server held, and not the engine. */
export function isRestoredByServer({ platform }: Pick<ResolvedServer, "platform">): boolean {
  return platform === "vsphere" || platform === "hyperv";
}

/** Whether a server is born from what the backup server shows: beside another, or at another site. */
export function isBornFromServer(
  { entry: { as, disk, generation } }: Pick<Asked, "entry">,
  { platform }: Pick<ResolvedServer, "platform">,
): boolean {
  return platform === "vsphere" && disk === undefined && (as !== undefined || generation === 1);
}

/** What a backup server restores where it stands: a whole machine. */
export function restoredByServer(asked: Asked, source: ResolvedServer): Target | undefined {
  const { entry, path, timing } = asked;
  const { point, taken, as, disk, generation } = entry;
  const aside = as ?? disk;
  if (aside !== undefined) {
    const where = as !== undefined && disk === undefined ? " on Hyper-V" : "";
    const message = `the backup server brings whole machines back where they stand${where}`;
    const fix =
      "Remove it; or restore files by their paths (files), disks in the backup server's console, and take a machine " +
      'beside under management with "comanaged adopt".';
    refuse(path, disk === undefined ? "as" : "disk", message, "a restore in place", fix, timing);
    return undefined;
  }
  if (generation !== undefined) {
    const message = "belongs to a server that is born from its backup, and this machine stays";
    refuse(path, "generation", message, "no generation", "Remove it.", timing, "key");
  }
  const inPlace = notedOf(asked);
  const is = source.generation ?? 1;
  return {
    to: source.name,
    restore: { source: source.name, point, taken, generation: is, inPlace },
  };
}

/** What the backup server's history tells of a restore, and where its entry stands. */
export function notedOf({ entry: { reason, approver }, path }: Pick<Asked, "entry" | "path">) {
  return { reason: `${reason}, allowed by ${approver}`, entry: path };
}

/** Why a machine of its own is not restored by an entry, and how it is. */
export function onRecoveryMedia({ name }: Pick<ResolvedServer, "name">) {
  return {
    message: "no API writes the drives of a machine of its own: it starts from recovery media",
    fix:
      `Create recovery media of ${name} in the backup server's console (Inventory, Physical ` +
      "Infrastructure), start the machine from it over its console, and restore its volumes. " +
      'The same machine stays under management; run "up" when it is back.',
  };
}
