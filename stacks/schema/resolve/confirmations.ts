import type { Confirmation } from "../../../components/service/confirmation.js";
import { confirmation } from "../confirmation.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";

/** The confirmations of an estate. What is expired or means nothing is reported. */
export function resolveConfirmations(
  raw: unknown,
  asOf: string | undefined,
  report: Report,
): Confirmation[] {
  const list = entriesOf(raw).get("confirm");
  return (Array.isArray(list) ? list : []).flatMap((entry: unknown, index) => {
    const { data } = confirmation.safeParse(entry);
    if (data === undefined) {
      return [];
    }
    const { disk, ...rest } = data;
    const path = ["confirm", String(index)];
    const known = { ...rest, ...(disk !== undefined && { disk }) };
    checkUntil(known, asOf, path, report);
    checkServer(known, raw, path, report);
    checkDisk(known, raw, path, report);
    return [known];
  });
}

/** What is confirmed of a server whose life ends, and cannot be done to it yet, is reported. */
export function checkRetiredConfirmations(
  confirmations: readonly Confirmation[],
  servers: readonly ResolvedServer[],
  report: Report,
): void {
  for (const [index, { server, change }] of confirmations.entries()) {
    const end = servers.find(({ name }) => name === server)?.retirement;
    const isTimely = change === "remove" ? end?.stage === "reclaimable" : end?.stage === "planned";
    if (end !== undefined && !isTimely) {
      report({
        path: ["confirm", String(index), "change"],
        at: "value",
        message: `${quote(server)} is retired from ${end.from} on and kept until ${end.reclaimFrom}`,
        allowed: `remove from ${end.reclaimFrom} on`,
        fix: `Remove the confirmation, or "retire" at servers.${server}.`,
      });
    }
  }
}

/** A confirmation that has expired is reported, so that it is not forgotten in the file. */
export function checkUntil(
  { until }: { readonly until: string },
  asOf: string | undefined,
  path: Path,
  report: Report,
): void {
  if (asOf !== undefined && asOf > until) {
    report({
      path: [...path, "until"],
      at: "value",
      message: `the confirmation has expired: it is ${asOf}`,
      allowed: `${asOf} or a later date`,
      fix: "Remove the confirmation, or confirm once more with a later date.",
    });
  }
}

/** A server whose removal is confirmed may be gone already. */
function checkServer(
  { server, change }: Confirmation,
  raw: unknown,
  path: Path,
  report: Report,
): void {
  const names = [...entriesBelow(raw, "servers").keys()];
  if (change !== "remove" && !names.includes(server)) {
    report({
      path: [...path, "server"],
      at: "value",
      message: `${quote(server)} is not a server of this estate`,
      allowed: oneOf(names),
      fix: didYouMean(server, names, "Name one of these, or remove the confirmation."),
    });
  }
}

/** A disk whose end is confirmed is marked as removed, or gone already. */
function checkDisk(
  { server, change, disk }: Confirmation,
  raw: unknown,
  path: Path,
  report: Report,
): void {
  if (change !== "remove-disk") {
    if (disk !== undefined) {
      report({
        path: [...path, "disk"],
        at: "key",
        message: `belongs to remove-disk, and this confirms ${change}`,
        allowed: `no disk with ${change}`,
        fix: "Remove it, or confirm remove-disk.",
      });
    }
    return;
  }
  if (disk === undefined) {
    report({
      path: [...path, "disk"],
      at: "key",
      message: "is missing",
      allowed: "the label of a disk that is marked as removed",
      fix: "Add, for example, disk: data.",
    });
    return;
  }
  const listed = entriesBelow(entriesBelow(raw, "servers").get(server), "disks").get(disk);
  if (listed !== undefined && entriesOf(listed).get("removed") !== true) {
    report({
      path: [...path, "disk"],
      at: "value",
      message: `disk ${quote(disk)} of ${server} is in use`,
      allowed: 'a disk that is marked with "removed: true"',
      fix: `Write "removed: true" at servers.${server}.disks.${disk}, and confirm its end later.`,
    });
  }
}
