import type { ResolvedServer } from "../model.js";
import { quote } from "../report/wording.js";
import { type Asked, refuse, type Target } from "./askedRestore.js";

/** Whether a backup server gives back what a server held, and not the engine. */
export function isRestoredByServer({ platform }: Pick<ResolvedServer, "platform">): boolean {
  return platform === "vsphere" || platform === "hyperv";
}

/** Whether a server is born from what the backup server holds: beside another, or at another site. */
export function isBornFromServer(
  { entry: { as, disk, generation } }: Pick<Asked, "entry">,
  source: Pick<ResolvedServer, "platform">,
): boolean {
  const isElsewhere = generation === 1;
  return disk === undefined && isRestoredByServer(source) && (as !== undefined || isElsewhere);
}

/** What a backup server restores where it stands: a whole machine. */
export function restoredByServer(asked: Asked, source: ResolvedServer): Target | undefined {
  const { entry, path, timing } = asked;
  const { point, taken, generation } = entry;
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

/** What of a server on Hyper-V that is born from a backup could not be carried out. */
export function checkBirthOnHyperv(
  { entry, path, timing }: Asked,
  source: ResolvedServer,
  target: ResolvedServer,
): void {
  if (source.platform !== "hyperv" || target.platform !== "hyperv") {
    return;
  }
  const at = entry.as === undefined ? "server" : "as";
  const managed = target.networks.find(({ network }) => network.vmNetwork !== undefined);
  if (managed !== undefined) {
    const message =
      `${quote(target.name)} stands on ${managed.network.host}, which Virtual Machine Manager ` +
      "manages: the backup server writes machines to a host, and nothing is done there behind it";
    const fix = "Choose a network of a host that it does not manage; or restore it in place.";
    refuse(path, at, message, "a server on a host of its own", fix, timing);
  }
  const [own] = Object.entries(target.disks).filter(([, { adopted }]) => adopted?.file);
  if (own !== undefined) {
    const message = `disk ${own[0]} of ${quote(target.name)} is a file that was there before it, and whatever is born from a backup has files of its own`;
    const fix = "Restore it beside, as a server whose disks are not adopted.";
    refuse(path, at, message, "a server without adopted disks", fix, timing);
  }
  // The first itself, on hosts of another site, has the address there as well.
  const isBeside = source !== target;
  const fixed = source.networks.find(({ address }) => address !== undefined);
  if (isBeside && fixed && target.networks.some(({ address }) => address === undefined)) {
    const message =
      `the backup holds the address ${fixed.address} of ${quote(source.name)}, with which ` +
      `${quote(target.name)} would come into its network`;
    const fix = `Write an address at each of servers.${target.name}.networks: it is told before.`;
    refuse(path, at, message, "a server with addresses for good", fix, timing);
  }
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
      `Restore files (files) or show its disks in it (disk: all). Else create recovery media of ${name} in the backup server's console (Inventory, Physical ` +
      "Infrastructure), start the machine from it over its console, and restore its volumes. " +
      'The same machine stays under management; run "up" when it is back.',
  };
}
