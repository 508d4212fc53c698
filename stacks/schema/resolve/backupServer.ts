import { compileVeeamJobs } from "../../../components/backup/compile/veeamJobs.js";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import {
  type BackedUpPlatform,
  usesAgent,
} from "../../../components/service/backup/backupServer.js";
import { type BackupServerInput, backupServer } from "../backupServer.js";
import { entriesOf } from "../inspect/draft.js";
import type { BackupServerOffer } from "../model.js";
import type { Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";

/** A backup server that may be faulty, which is undefined, or not there at all. */
export type BackupServerDraft = BackupServerOffer | "none" | undefined;

/** The backup server that the schema has accepted; undefined where none is known by its certificate. */
export function backupServerOf(input: BackupServerInput): BackupServerOffer | undefined {
  const { fingerprint, authority, protectionGroup, ...rest } = input;
  const { linuxCredentials, windowsCredentials, ...offer } = rest;
  const trust =
    fingerprint !== undefined
      ? { fingerprint }
      : authority !== undefined
        ? { authority }
        : undefined;
  return (
    trust && {
      ...{ ...offer, trust },
      ...(protectionGroup !== undefined && { protectionGroup }),
      ...(linuxCredentials !== undefined && { linuxCredentials }),
      ...(windowsCredentials !== undefined && { windowsCredentials }),
    }
  );
}

/**
 * The backup server of a raw catalog when it is valid, `none` where it names none; one that nothing
 * vouches for is reported.
 */
export function draftBackupServer(raw: unknown, report: Report): BackupServerDraft {
  const written = entriesOf(raw);
  if (!written.has("backupServer")) {
    return "none";
  }
  const { data } = backupServer.safeParse(written.get("backupServer"));
  if (data === undefined) {
    return undefined;
  }
  const { fingerprint, authority } = data;
  if ((fingerprint === undefined) === (authority === undefined)) {
    const isTwofold = fingerprint !== undefined;
    report({
      path: ["backupServer", ...(isTwofold ? ["authority"] : [])],
      at: "key",
      message: isTwofold
        ? "a fingerprint and an authority are given"
        : "it is not said by what the server's certificate is known",
      allowed: "fingerprint (SHA-256 of the certificate) or authority (as PEM)",
      fix: isTwofold
        ? "Keep one of the two."
        : 'Write "fingerprint", which "openssl s_client -connect HOST:9419 | openssl x509 -noout -fingerprint -sha256" prints.',
    });
    return undefined;
  }
  return backupServerOf(data);
}

/** Why a backup server cannot keep a class. */
export function reasonsOnBackupServer(
  backup: BackupClass,
  server: BackupServerDraft,
  platform: BackedUpPlatform,
): readonly string[] {
  if (server === undefined) {
    return [];
  }
  if (server === "none") {
    return ["The catalog names no backupServer."];
  }
  const { timeZone, backupCopies, protectionGroup } = server;
  const jobs = compileVeeamJobs(backup, timeZone, platform);
  const places = Object.keys(backupCopies);
  const missing = backup.copies.filter(({ place }) => !places.includes(place));
  return [
    ...(jobs.kind === "refused" ? jobs.reasons : []),
    ...(usesAgent(platform) && protectionGroup === undefined
      ? ["The catalog's backupServer names no protectionGroup of physical servers."]
      : []),
    ...missing.map(
      ({ place }) =>
        `Copies at ${quote(place)} lie nowhere on the backup server: backupServer.backupCopies has ${oneOf(places)}.`,
    ),
  ];
}
