import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import type { BackupState } from "../../components/service/backup/backupReport.js";

/**
 * What lies in the folder into which a system writes its backups: the newest file that is not
 * empty is its last one. What is in the file nobody looks at.
 */
export function exportsState(folder: string): BackupState {
  try {
    const times = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => statSync(join(folder, name)))
      .filter((found) => found.isFile() && found.size > 0)
      .map((found) => Math.floor(found.mtimeMs));
    const [newest] = times.sort((a, b) => b - a);
    return {
      ...{ kind: "known", failures: [] },
      ...(newest !== undefined && { lastGood: Temporal.Instant.fromEpochMilliseconds(newest) }),
    };
  } catch (failure) {
    const reason = failure instanceof Error && "code" in failure ? String(failure.code) : "";
    return { kind: "undetermined", reason: `${folder} cannot be read (${reason})` };
  }
}
