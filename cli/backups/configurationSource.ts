import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { configurationPath } from "../../components/backup/veeam/configuration.js";
import { encryptionPassword, repository } from "../../components/backup/veeam/models.js";
import { Session } from "../../components/backup/veeam/session.js";
import type { Connection, Patience } from "../../components/remote/connection.js";
import type { BackupState } from "../../components/service/backup/backupReport.js";
import type { BackupServer } from "../../components/service/backup/backupServer.js";
import { oneLine } from "../guests/asking.js";
import { instantField } from "../instant.js";
import { type Run, readConfigurationRuns } from "./veeamRecords.js";
import { briefly } from "./veeamSource.js";

const configuration = z.object({
  isEnabled: z.boolean(),
  backupRepositoryId: z.string(),
  schedule: z.object({ isEnabled: z.boolean() }),
  encryption: z.object({ isEnabled: z.boolean(), passwordId: z.string() }),
  lastSuccessfulBackup: z.object({
    lastSuccessfulTime: instantField.nullish(),
    sessionId: z.string().nullish(),
  }),
});

/** How the backups of a backup server's configuration are to be. */
interface Wanted extends Pick<BackupServer, "encryptionPassword"> {
  /** Name of the repository. */
  readonly repository: string;
}

/** For how long failures are of interest. */
const remembered = { hours: 30 * 24 };

/**
 * What a backup server knows of the backups of its own configuration. It tells of no copies and
 * tests no restores.
 */
export async function configurationState(
  connection: Connection,
  wanted: Wanted,
  patient: Patience = briefly,
): Promise<BackupState> {
  const session = new Session(connection, patient);
  try {
    const get = { method: "GET", path: configurationPath } as const;
    const there = await session.ask(get, configuration);
    const wrong = await wrongIn(session, there, wanted);
    const since = Temporal.Now.instant().subtract(remembered);
    const runs = (await readConfigurationRuns(session, since)).toSorted((a, b) =>
      Temporal.Instant.compare(a.creationTime, b.creationTime),
    );
    const { lastSuccessfulTime, sessionId } = there.lastSuccessfulBackup;
    // What a backup holds is as old as its beginning.
    const begun = runs.find(({ id }) => id === sessionId)?.creationTime;
    const lastGood = begun ?? lastSuccessfulTime;
    return {
      kind: "known",
      ...(lastGood && { lastGood }),
      failures: runs.flatMap(failureOf),
      ...(wrong.length > 0 && { stopped: wrong.join("; ") }),
    };
  } finally {
    await session.end();
  }
}

function failureOf({ creationTime: at, result }: Run) {
  return result?.result === "Failed"
    ? [{ at, reason: oneLine(result.message || "it does not say why") }]
    : [];
}

/** In what the backups are not as they are kept: others can change them at any time. */
async function wrongIn(
  session: Session,
  { isEnabled, schedule, encryption, backupRepositoryId }: z.infer<typeof configuration>,
  wanted: Wanted,
): Promise<readonly string[]> {
  const get = (path: string) => ({ method: "GET", path }) as const;
  const places = await session.all(get("/api/v1/backupInfrastructure/repositories"), repository);
  const passwords = await session.all(get("/api/v1/encryptionPasswords"), encryptionPassword);
  const place = places.find(({ id }) => id === backupRepositoryId)?.name;
  const hint = passwords.find(({ id }) => id === encryption.passwordId)?.hint;
  const { repository: wantedPlace, encryptionPassword: wantedHint } = wanted;
  return [
    ...(isEnabled && schedule.isEnabled ? [] : ["the configuration backup is disabled"]),
    ...(encryption.isEnabled ? [] : ["the configuration backup is not encrypted"]),
    ...(encryption.isEnabled && hint !== wantedHint
      ? [`another password than ${wantedHint} encrypts the configuration backup`]
      : []),
    ...(place === wantedPlace
      ? []
      : [`the configuration backup lies in ${oneLine(place ?? "?")}, not in ${wantedPlace}`]),
  ];
}
