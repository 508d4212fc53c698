import { compileVeeamJobs } from "../../../components/backup/compile/veeamJobs.js";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { type BackupServerInput, backupServer } from "../backupServer.js";
import { entriesOf } from "../inspect/draft.js";
import type { BackupServerOffer } from "../model.js";
import type { Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";

/** The backup server that the schema has accepted; undefined where none is known by its certificate. */
export function backupServerOf(input: BackupServerInput): BackupServerOffer | undefined {
  const { fingerprint, authority, ...offer } = input;
  const trust =
    fingerprint !== undefined
      ? { fingerprint }
      : authority !== undefined
        ? { authority }
        : undefined;
  return trust && { ...offer, trust };
}

/** The backup server of a raw catalog when it is valid; one that nothing vouches for is reported. */
export function draftBackupServer(raw: unknown, report: Report): BackupServerOffer | undefined {
  const written = entriesOf(raw);
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
  { timeZone, backupCopies }: BackupServerOffer,
): readonly string[] {
  const jobs = compileVeeamJobs(backup, timeZone);
  const places = Object.keys(backupCopies);
  const missing = backup.copies.filter(({ place }) => !places.includes(place));
  return [
    ...(jobs.kind === "refused" ? jobs.reasons : []),
    ...missing.map(
      ({ place }) =>
        `Copies at ${quote(place)} lie nowhere on the backup server: backupServer.backupCopies has ${oneOf(places)}.`,
    ),
  ];
}
