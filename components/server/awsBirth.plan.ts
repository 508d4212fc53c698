import { slotOf } from "../service/diskSlots.js";
import { type Restored, startsFromBackup } from "../service/restore.js";
import { type Disk, systemDisk } from "../service/server.js";
import type { AwsBirth } from "./placement.js";
import { attachedDisks, deviceName } from "./server.plan.js";

/** A disk in a backup of an instance. */
export interface BackedUpDisk {
  /** Such as `/dev/xvdba`. */
  readonly device: string;
  readonly snapshotId: string;
  readonly sizeGiB: number;
}

/** A backup of an instance, as AWS Backup keeps it. */
export interface AwsRecoveryPoint {
  readonly ami: string;
  readonly rootDevice: string;
  readonly disks: readonly BackedUpDisk[];
  /** Those that the instance carried. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A server, what is restored to it, and whose backups it may get. */
interface Heir extends Restored {
  readonly name: string;
  readonly owner: string;
  readonly disks: Readonly<Record<string, Disk>>;
  readonly generation?: number;
  /** Names that its backups, or those of the server beside which it comes, carry. */
  readonly names: readonly string[];
}

/** What starts from backups, or everything that stands against it, a line each. */
export type Birth =
  | { readonly kind: "sound"; readonly birth: AwsBirth }
  | { readonly kind: "unsound"; readonly why: readonly string[] };

/** What of a server starts from which part of which backup. */
export function birthOf(heir: Heir, points: ReadonlyMap<string, AwsRecoveryPoint>): Birth {
  const { restore, restoredDisks = {}, generation, disks } = heir;
  const whole = restore && points.get(restore.point);
  const isBorn = startsFromBackup(restore, generation);
  const own = whole === undefined ? [] : ownDisks(heir, whole);
  const single = Object.entries(restoredDisks).map(([label, { of, point }]) => {
    const found = points.get(point);
    const device = found && (of === systemDisk ? found.rootDevice : deviceOf(of, disks));
    return { label, of, point, disk: found?.disks.find((one) => one.device === device) };
  });
  const why = [
    ...[
      ...new Set([whole, ...Object.values(restoredDisks).map(({ point }) => points.get(point))]),
    ].flatMap((point) => (point === undefined ? [] : strangers(heir, point))),
    ...(whole === undefined ? [] : misfits(heir, whole)),
    ...single.flatMap(({ label, of, point, disk }) =>
      disk === undefined
        ? [`${point} holds no disk "${of}"`]
        : tooSmall(label, disks[label], disk.sizeGiB),
    ),
  ];
  if (why.length > 0) {
    return { kind: "unsound", why: why.map((text) => `servers.${heir.name}: ${text}.`) };
  }
  const fromWhole = isBorn ? own : [];
  const snapshots = [
    ...fromWhole.map(({ label, disk }): [string, string] => [label, disk.snapshotId]),
    ...single.flatMap(({ label, disk }): [string, string][] =>
      disk === undefined ? [] : [[label, disk.snapshotId]],
    ),
  ];
  const birth = {
    ...(isBorn && { ami: restore.point }),
    ownDevices: fromWhole.map(({ disk }) => disk.device),
    snapshots: Object.fromEntries(snapshots),
    yielding: own.map(({ label }) => label),
  };
  return { kind: "sound", birth };
}

/** The data disks of a server that a backup of it holds. */
function ownDisks({ disks }: Heir, { disks: held }: AwsRecoveryPoint) {
  return attachedDisks(disks)
    .filter(({ label }) => label !== systemDisk)
    .flatMap(({ label, slot }) => {
      const disk = held.find(({ device }) => device === deviceName(slot));
      return disk === undefined ? [] : [{ label, disk }];
    });
}

/** A backup of another server, or of another customer's, never comes in. */
function strangers({ names, owner }: Heir, { ami, tags }: AwsRecoveryPoint): string[] {
  const [name = "nobody", whose = "nobody"] = [tags["Name"], tags["Owner"]];
  return names.includes(name) && whose === owner
    ? []
    : [`${ami} is a backup of ${name} of ${whose}, and not of ${names[0]} of ${owner}`];
}

function misfits({ disks }: Heir, { ami, rootDevice, disks: held }: AwsRecoveryPoint): string[] {
  const labels = new Map(
    Object.entries(disks).map(([label, disk]) => [
      label === systemDisk ? rootDevice : deviceName(slotOf(label, disk)),
      label,
    ]),
  );
  return held.flatMap(({ device, sizeGiB }) => {
    const label = labels.get(device);
    return label === undefined
      ? [
          `${ami} holds a disk at ${device} of ${sizeGiB} GiB, and no disk of the server has that place`,
        ]
      : tooSmall(label, disks[label], sizeGiB);
  });
}

function tooSmall(label: string, disk: Disk | undefined, sizeGiB: number): string[] {
  return disk !== undefined && disk.sizeGiB < sizeGiB
    ? [`disk "${label}" has ${disk.sizeGiB} GiB, and its backup ${sizeGiB} GiB`]
    : [];
}

function deviceOf(label: string, disks: Heir["disks"]): string {
  return deviceName(slotOf(label, disks[label]));
}
