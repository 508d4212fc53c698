import { backedUpAs } from "../../../components/service/backup/backupServer.js";
import { retentionRange } from "../../../components/service/backup/retention.js";
import type { DiskRestore, Restored } from "../../../components/service/restore.js";
import { isRetired } from "../../../components/service/retirement.js";
import { systemDisk } from "../../../components/service/server.js";
import { pointForms } from "../fields/recoveryPoint.js";
import type { ResolvedServer } from "../model.js";
import type { Path } from "../report/finding.js";
import { didYouMean, oneOf, quote } from "../report/wording.js";
import { restore } from "../restore.js";
import { type Asked, refuse, type Target } from "./askedRestore.js";
import { checkDecision } from "./decisions.js";
import { filesTarget } from "./fileRestores.js";
import { listBelow } from "./lists.js";
import {
  checkBirthOnHyperv,
  isBornFromServer,
  isRestoredByServer,
  notedOf,
  onRecoveryMedia,
  restoredByServer,
} from "./serverRestores.js";
import { shownDiskTarget } from "./shownDisks.js";
import type { Timing } from "./timing.js";

/** The servers with what is restored to them; what does not make sense is reported. */
export function withRestores(
  raw: unknown,
  servers: readonly ResolvedServer[],
  timing: Timing,
): readonly ResolvedServer[] {
  const seen = new Map<string, Path>();
  const targets = listBelow(raw, "restores", restore).flatMap(({ path, value }) => {
    const target = targetOf({ entry: value, path, servers, timing });
    checkDecision(value, path, timing);
    if (target === undefined) {
      return [];
    }
    const key = keyOf(target);
    if (seen.has(key)) {
      const message = `${seen.get(key)?.join(".")} restores ${key} already`;
      refuse(
        path,
        "server",
        message,
        "one restore of each",
        "Remove the one that is done.",
        timing,
      );
    }
    seen.set(key, path);
    return [target];
  });
  return targets.length === 0
    ? servers
    : servers.map((server) => ({ ...server, ...restoredTo(server.name, targets) }));
}

/** What of an estate is restored. */
function keyOf(target: Target): string {
  if ("files" in target) {
    return `files of ${target.to}`;
  }
  if ("restore" in target) {
    return target.to;
  }
  return `${target.to}.disks.${"disk" in target ? target.label : target.shownDisk.of}`;
}

function restoredTo(server: string, targets: readonly Target[]): Restored {
  const own = targets.filter(({ to }) => to === server);
  const whole = own.flatMap((target) => ("restore" in target ? [target.restore] : []));
  const files = own.flatMap((target) => ("files" in target ? [target.files] : []));
  const shownDisks = own.flatMap((target) => ("shownDisk" in target ? [target.shownDisk] : []));
  const disks = own.flatMap((target): [string, DiskRestore][] =>
    "disk" in target ? [[target.label, target.disk]] : [],
  );
  return {
    ...(whole[0] !== undefined && { restore: whole[0] }),
    ...(files[0] !== undefined && { restoredFiles: files[0] }),
    ...(shownDisks.length > 0 && { shownDisks }),
    ...(disks.length > 0 && { restoredDisks: Object.fromEntries(disks) }),
  };
}

function targetOf(asked: Asked): Target | undefined {
  const { entry, path, servers, timing } = asked;
  const source = servers.find(({ name }) => name === entry.server);
  if (source === undefined) {
    const names = servers.map(({ name }) => name);
    const message = `${quote(entry.server)} is not a server of this estate`;
    const fix = didYouMean(entry.server, names, "Name one of these.");
    refuse(path, "server", message, oneOf(names), fix, timing);
    return undefined;
  }
  checkSource(asked, source);
  checkTime(asked, source);
  if (entry.files !== undefined || entry.to !== undefined) {
    return filesTarget(asked, source);
  }
  if (entry.disk !== undefined && backedUpAs(source) !== undefined) {
    return shownDiskTarget(asked, source, entry.disk);
  }
  if (source.platform === "physical") {
    const { message, fix } = onRecoveryMedia(source);
    refuse(path, "server", message, "files or disks of it", fix, timing);
    return undefined;
  }
  if (isRestoredByServer(source) && !isBornFromServer(asked, source)) {
    return restoredByServer(asked, source);
  }
  if (entry.disk !== undefined) {
    return diskTarget(asked, source, entry.disk);
  }
  return entry.as === undefined ? inPlace(asked, source) : beside(asked, source, entry.as);
}

function checkSource(
  { entry, path, timing }: Omit<Asked, "servers">,
  source: ResolvedServer,
): void {
  const form = pointForms[source.platform];
  if (!form.pattern.test(entry.point)) {
    const message = `${quote(entry.point)} is no recovery point of ${source.platform}, where ${quote(source.name)} stands`;
    const fix = 'Write what "comanaged restore" prints.';
    refuse(path, "point", message, form.noun, fix, timing);
  }
  checkWithout({ entry, path, timing }, source);
  if (source.adopt !== undefined || isRetired(source)) {
    const what = source.adopt === undefined ? "is retired" : "is being taken over";
    const message = `${quote(entry.server)} ${what}, and nothing of it changes meanwhile`;
    refuse(path, "server", message, "a server in service", "Do one after the other.", timing);
  }
}

/** AWS tells which disks an image holds; of a recovery point on Azure the entry tells it. */
function checkWithout(
  { entry: { without = [], disk }, path, timing }: Omit<Asked, "servers">,
  { platform, disks }: ResolvedServer,
): void {
  const labels = Object.keys(disks).filter((label) => label !== systemDisk);
  const strange = without.find((label) => !labels.includes(label));
  const message =
    without.length === 0
      ? undefined
      : platform !== "azure" || disk !== undefined
        ? "belongs to restores of whole servers on azure"
        : strange && `${quote(strange)} is not a data disk of the server`;
  if (message !== undefined) {
    refuse(path, "without", message, oneOf(labels), "Remove it.", timing);
  }
}

/** A backup is as old as its class keeps one, on the day on which the restore was allowed. */
function checkTime({ entry, path, timing }: Asked, { backup, name }: ResolvedServer): void {
  const { most } = retentionRange(backup.keep);
  const age = (Date.parse(`${entry.on}T23:59:59Z`) - Date.parse(entry.taken)) / 86_400_000;
  if (timing.asOf !== undefined && entry.on > timing.asOf) {
    const fix = "Write the day on which the restore was allowed.";
    refuse(path, "on", "the day has not come", `${timing.asOf} or earlier`, fix, timing);
  }
  if (age < 0 || age > most + 1) {
    const message =
      age < 0
        ? "the backup is of a time after the restore was allowed"
        : `${quote(name)} has the backup class ${quote(backup.name)}, which keeps backups for ${most} days, and this one was taken before`;
    const allowed = `at most ${most} days before ${entry.on}`;
    refuse(path, "taken", message, allowed, "Choose another recovery point.", timing);
  }
}

function inPlace(asked: Asked, source: ResolvedServer): Target | undefined {
  const { entry, path, timing } = asked;
  const is = source.generation ?? 1;
  const { generation, point, taken, without } = entry;
  if (generation === undefined) {
    const message = "is missing: in place, another generation of the server starts from the backup";
    const fix = `Write "generation: ${is + 1}", or "as" with the name of a server beside it.`;
    refuse(path, "generation", message, `${is + 1}`, fix, timing, "key");
    return undefined;
  }
  if (generation > is + 1) {
    const message = `${quote(source.name)} has generation ${is}, and ${generation} is not its next`;
    refuse(path, "generation", message, `${is + 1}`, `Write ${is + 1}.`, timing);
  }
  if (generation < is) {
    timing.leftover(path, `${source.name} was installed anew since the restore`);
    return undefined;
  }
  checkBirthOnHyperv(asked, source, source);
  return {
    to: source.name,
    restore: {
      ...{ source: source.name, point, taken, generation },
      ...(without && { without }),
      ...shownTo(asked, source),
    },
  };
}

/** Backups of machines in the provider's datacenters are shown by the backup server. */
function shownTo(asked: Asked, { platform }: ResolvedServer) {
  return isRestoredByServer({ platform }) ? { shown: notedOf(asked) } : {};
}

function beside(asked: Asked, source: ResolvedServer, as: string): Target | undefined {
  const { entry, path, servers, timing } = asked;
  checkNoGeneration(asked);
  const target = servers.find(({ name }) => name === as);
  const others = servers.map(({ name }) => name).filter((name) => name !== source.name);
  if (target === undefined || target === source) {
    const message = `${quote(as)} is not another server of this estate`;
    const fix = `Add it under "servers", with the disks of ${source.name}.`;
    refuse(path, "as", message, oneOf(others), fix, timing);
    return undefined;
  }
  if (target.platform !== source.platform) {
    const message = `${quote(as)} stands on ${target.platform}, the backup on ${source.platform}`;
    refuse(path, "as", message, `a server on ${source.platform}`, "Choose its platform.", timing);
  }
  if (target.dataLevel < source.dataLevel) {
    const message = `${quote(as)} has data level ${target.dataLevel}, and the data in the backup has ${source.dataLevel}`;
    const fix = `Write "dataLevel: ${source.dataLevel}" at servers.${as}.`;
    refuse(path, "as", message, `data level ${source.dataLevel}`, fix, timing);
  }
  checkBirthOnHyperv(asked, source, target);
  if ((target.generation ?? 1) !== 1) {
    timing.leftover(path, `${as} was installed anew since the restore`);
    return undefined;
  }
  const { point, taken, without } = entry;
  return {
    to: as,
    restore: {
      ...{ source: source.name, point, taken, generation: 1 },
      ...(without && { without }),
      ...shownTo(asked, source),
    },
  };
}

function diskTarget(asked: Asked, source: ResolvedServer, of: string): Target | undefined {
  const { entry, path, timing } = asked;
  checkNoGeneration(asked);
  const labels = Object.keys(source.disks);
  if (!labels.includes(of)) {
    const message = `${quote(source.name)} has no disk ${quote(of)}`;
    refuse(path, "disk", message, oneOf(labels), didYouMean(of, labels, "Name one."), timing);
  }
  const label = entry.as;
  const others = labels.filter((one) => one !== of && one !== systemDisk);
  if (label === undefined || !others.includes(label)) {
    const message =
      label === undefined
        ? "is missing: a disk comes back beside the one that is there, and a person takes over what is needed"
        : `${quote(label)} is not another data disk of ${source.name}`;
    const fix = `Add a disk to servers.${source.name}.disks, at least as large, and write its label.`;
    const allowed = others.length > 0 ? oneOf(others) : "the label of a new disk";
    refuse(path, "as", message, allowed, fix, timing, label === undefined ? "key" : "value");
    return undefined;
  }
  const { point, taken } = entry;
  return { to: source.name, label, disk: { of, point, taken } };
}

function checkNoGeneration({ entry, path, timing }: Asked): void {
  if (entry.generation !== undefined) {
    const message = "belongs to a restore in place, and this one is beside";
    refuse(path, "generation", message, "no generation", "Remove it.", timing, "key");
  }
}
