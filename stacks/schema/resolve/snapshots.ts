import { Temporal } from "temporal-polyfill";
import { type Platform, platformNames } from "../../../components/service/platform.js";
import {
  longestSnapshotDays,
  mostSnapshots,
  type Snapshot,
} from "../../../components/service/snapshot.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** Snapshots that their platform does not have, that are too many or past their day are reported. */
export function checkSnapshots(
  snapshots: Readonly<Record<string, Snapshot>>,
  {
    platform,
    asOf,
  }: { readonly platform: Platform | undefined; readonly asOf: string | undefined },
  path: Path,
  report: Report,
): void {
  const names = Object.keys(snapshots);
  const isTaken = platform === undefined || platform === "vsphere" || platform === "hyperv";
  if (!isTaken && names.length > 0) {
    report({
      path,
      at: "key",
      message: `snapshots are not taken on ${platformNames[platform]}`,
      allowed: "snapshots of servers on VMware vSphere and Microsoft Hyper-V",
      fix: "Remove them; what has to come back is the backup's.",
    });
  }
  if (names.length > mostSnapshots) {
    report({
      path,
      at: "key",
      message: `${names.length} snapshots slow the disks of the server too much`,
      allowed: `at most ${mostSnapshots}`,
      fix: "Take out those that nobody needs any more.",
    });
  }
  for (const [name, { until }] of Object.entries(snapshots)) {
    checkUntil(name, until, asOf, [...path, name, "until"], report);
  }
}

function checkUntil(
  name: string,
  until: string,
  asOf: string | undefined,
  path: Path,
  report: Report,
): void {
  if (asOf === undefined) {
    return;
  }
  const last = Temporal.PlainDate.from(asOf).add({ days: longestSnapshotDays }).toString();
  if (until < asOf) {
    report({
      path,
      at: "value",
      message: `snapshot ${quote(name)} has expired: it is ${asOf}`,
      allowed: `${asOf} to ${last}`,
      fix: "Take it out, which removes the snapshot; or give it a later day.",
    });
  }
  if (until > last) {
    report({
      path,
      at: "value",
      message: `${until} is too far away for something that grows all the time`,
      allowed: `${asOf} to ${last}`,
      fix: `Write "${last}", and a later day then if it is still needed; a backup keeps longer.`,
    });
  }
}
