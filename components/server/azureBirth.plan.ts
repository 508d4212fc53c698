import type { AzurePoint } from "../service/backup/azurePoint.js";
import { slotOf } from "../service/diskSlots.js";
import { type Restored, startsFromBackup } from "../service/restore.js";
import { type Disk, systemDisk } from "../service/server.js";
import { attachedDisks } from "./server.plan.js";

/** A recovery point as far as it can be seen before it is restored. */
export interface AzureRecoveryPoint {
  readonly point: AzurePoint;
  /** Whether it is restored from the copy in the other location. */
  readonly isAcross: boolean;
  /** The customer whose vault it is; absent where the vault may be lost. */
  readonly owner?: string;
  /** When the newest backup of the item was taken; absent where Azure does not tell. */
  readonly last?: string;
  /** Whether the backups of the item were deleted, and end within days. */
  readonly isDeleted: boolean;
}

/** A server, what is restored to it, and whose backups it may get. */
interface AzureHeir extends Restored {
  readonly name: string;
  readonly owner: string;
  readonly disks: Readonly<Record<string, Disk>>;
  readonly generation?: number;
  /** Names that its backups, or those of the server beside which it comes, carry. */
  readonly names: readonly string[];
}

/** What is brought out of a recovery point: the system disk, or the data disk at a lun. */
export type AzurePlace = "system" | number;

/** What is brought out of a recovery point for one entry of an estate. */
export interface AzureBringing {
  /** Of a server the label of the disk that is restored; empty for all of it. */
  readonly key: string;
  readonly point: AzurePoint;
  /** Whether it is restored from the copy in the other location. */
  readonly isAcross: boolean;
  /** When the backup was taken. */
  readonly taken: string;
  /** The places by the labels of the disks that start from them. */
  readonly places: Readonly<Record<string, AzurePlace>>;
}

/** What of a server starts from which parts of recovery points. */
export interface PlannedAzureBirth {
  /** What is brought out, for the generation of now or the next one. */
  readonly brought: readonly AzureBringing[];
  /** Whether the server starts from what was brought out in the generation of now. */
  readonly isBorn: boolean;
  /** Labels of data disks that make room for theirs once their server is installed anew. */
  readonly yielding: readonly string[];
}

/** What starts from backups, or everything that stands against it, a line each. */
export type PlannedAzureBirths =
  | { readonly kind: "sound"; readonly birth: PlannedAzureBirth }
  | { readonly kind: "unsound"; readonly why: readonly string[] };

/** What of a server starts from which part of which recovery point. */
export function azureBirthOf(
  heir: AzureHeir,
  points: ReadonlyMap<string, AzureRecoveryPoint>,
): PlannedAzureBirths {
  const { restore, restoredDisks = {}, generation, disks } = heir;
  const used = [restore, ...Object.values(restoredDisks)].filter((one) => one !== undefined);
  const why = used.flatMap(({ point, taken }) => {
    const found = points.get(point);
    return found === undefined ? [] : reasonsAgainst(heir, found, taken);
  });
  if (why.length > 0) {
    const lines = [...new Set(why)].map((text) => `servers.${heir.name}: ${text}.`);
    return { kind: "unsound", why: lines };
  }
  const bring = (key: string, { point, taken }: Backup, places: AzureBringing["places"]) => {
    const found = points.get(point);
    return found === undefined
      ? []
      : [{ key, taken, places, point: found.point, isAcross: found.isAcross }];
  };
  const whole = restore === undefined ? {} : wholeOf(heir, restore);
  const single = Object.entries(restoredDisks).flatMap(([label, { of, ...backup }]) =>
    bring(label, backup, { [label]: of === systemDisk ? "system" : slotOf(of, disks[of]) }),
  );
  return {
    kind: "sound",
    birth: {
      brought: [...(restore === undefined ? [] : bring("", restore, whole)), ...single],
      isBorn: startsFromBackup(restore, generation),
      yielding: Object.keys(whole).filter((label) => label !== systemDisk),
    },
  };
}

interface Backup {
  readonly point: string;
  readonly taken: string;
}

/** Every disk of a server but those that its backup does not hold. */
function wholeOf(
  { disks }: AzureHeir,
  { without = [] }: NonNullable<Restored["restore"]>,
): AzureBringing["places"] {
  const held = attachedDisks(disks).filter(({ label }) => !without.includes(label));
  return Object.fromEntries(
    held.map(({ label, slot }) => [label, label === systemDisk ? "system" : slot]),
  );
}

/** A backup of another server, or of another customer's, never comes in. */
function reasonsAgainst(
  { names, owner }: AzureHeir,
  { point, owner: whose = owner, last, isDeleted }: AzureRecoveryPoint,
  taken: string,
): string[] {
  const isOwn = names.some((name) => name.toLowerCase() === point.machine.toLowerCase());
  return [
    ...(isOwn && whose === owner
      ? []
      : [
          `the recovery point ${point.name} is a backup of ${point.machine} of ${whose}, and not of ${names[0]} of ${owner}`,
        ]),
    ...(isDeleted
      ? [
          `the backups of ${point.machine} in ${point.vault} were deleted and end within days; have ` +
            `them undeleted first (az backup protection undelete)`,
        ]
      : []),
    ...(last !== undefined && Date.parse(last) + minute < Date.parse(taken)
      ? [`the newest backup of ${point.machine} was taken at ${last}, before ${taken}`]
      : []),
  ];
}

/** Entries tell the second, Azure more. */
const minute = 60_000;
