import { Session } from "../../components/backup/veeam/session.js";
import type { Catalog } from "../../stacks/schema/model.js";
import { siteStack } from "../gate/touched.js";
import { RunFailure } from "../stack/run.js";
import { connectionTo } from "./backupServer.js";
import { type Look, type RepositoryRow, repositoryRows } from "./repositories.js";
import { settingsOf } from "./settings.js";
import { briefly } from "./veeamSource.js";

/**
 * How the catalog's repositories grow, which all estates share.
 *
 * @param folder of the project
 * @throws RunFailure when the catalog names no backup server
 */
export async function siteStorage(
  { backupServer }: Pick<Catalog, "backupServer">,
  folder: string,
  look: Look,
): Promise<readonly RepositoryRow[]> {
  if (backupServer === undefined) {
    throw new RunFailure("The catalog names no backupServer: clouds have room without an end.");
  }
  const { repository, backupCopies } = backupServer;
  const connection = connectionTo(backupServer, await settingsOf(siteStack, folder));
  const session = new Session(connection, briefly);
  try {
    const names = [...new Set([repository, ...Object.values(backupCopies)])];
    return await repositoryRows(session, names, look);
  } finally {
    await session.end();
  }
}
