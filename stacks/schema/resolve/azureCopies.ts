import { azurePairOf } from "../../../components/service/backup/azurePairs.js";
import type { BackupClass, BackupCopy } from "../../../components/service/backup/backupClass.js";
import { type Retention, tiersOf } from "../../../components/service/backup/retention.js";
import { formatDuration } from "../../../components/service/duration.js";
import { oneOf, quote } from "../report/wording.js";
import type { CopyPlaces } from "./copyPlaces.js";

/**
 * Minutes within which a backup that has come into a vault can be restored in the other location.
 *
 * @see https://learn.microsoft.com/azure/backup/backup-create-recovery-services-vault
 */
const leastLag = 720;

/** Why Azure cannot keep the copies of a class; it copies whole vaults, and to one place only. */
export function azureCopyReasons(
  backup: BackupClass,
  { azure, location }: CopyPlaces,
): readonly string[] {
  const { copies, keep } = backup;
  const [first, ...others] = copies;
  if (first === undefined) {
    return ["It has no copies, and backups on Azure need one."];
  }
  return [
    ...(others.length > 0 ? ["Azure keeps one copy of a vault, and the class has more."] : []),
    ...(azure === undefined ? [] : placeReasons(first, azure, location)),
    ...(first.withinMinutes < leastLag
      ? [
          `Azure copies within ${formatDuration(leastLag)}, and not within ${formatDuration(first.withinMinutes)}.`,
        ]
      : []),
    ...(isLonger(first.keep, keep) ? ["Azure keeps copies as long as the backups."] : []),
  ];
}

function placeReasons(
  { place }: BackupCopy,
  places: Readonly<Record<string, string>>,
  location: string | undefined,
): readonly string[] {
  const named = places[place];
  if (named === undefined) {
    return [
      `Copies at ${quote(place)} lie nowhere on Azure: platforms.azure.backupCopies has ${oneOf(Object.keys(places))}.`,
    ];
  }
  const pair = location === undefined ? named : azurePairOf(location);
  if (pair === undefined) {
    return [`Azure pairs no location with ${location}, and copies nothing from there.`];
  }
  return pair === named
    ? []
    : [`Azure copies from ${location} to ${pair} only, and ${quote(place)} is ${named}.`];
}

/** Whether a retention keeps anything longer than another one does. */
function isLonger(one: Retention, other: Retention): boolean {
  const others = tiersOf(other);
  return tiersOf(one).some(({ of, days }) => {
    const tier = others.find((another) => another.of === of);
    return tier === undefined || tier.days < days;
  });
}
