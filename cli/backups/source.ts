import type { BackupState } from "../../components/service/backup/backupReport.js";
import { oneLine } from "../guests/asking.js";
import { messageOf } from "../stack/run.js";

/** Reads from one platform what became of backups. A server that it leaves out is undetermined. */
export interface BackupSource {
  read(servers: readonly string[]): Promise<ReadonlyMap<string, BackupState>>;
}

/** A source that knows nothing, and why. */
export function unknownSource(reason: string): BackupSource {
  return {
    read: async (servers) =>
      new Map(servers.map((name) => [name, { kind: "undetermined", reason: oneLine(reason) }])),
  };
}

/** A source that fails as "not known", so that one platform's silence hides no other's answer. */
export function tolerant(platform: string, source: BackupSource): BackupSource {
  return {
    read: (servers) =>
      source
        .read(servers)
        .catch((failure: unknown) =>
          unknownSource(`${platform} did not answer: ${messageOf(failure)}`).read(servers),
        ),
  };
}
