import { createHash } from "node:crypto";
import { RestoredFiles, type Server } from "../components/index.js";
import { backedUpAs } from "../components/service/backup/backupServer.js";
import type { Catalog, Estate, ResolvedServer } from "../stacks/schema/model.js";
import { opened } from "./opened.js";

/**
 * Puts files into a server as a backup holds them, where its estate says so, once the server is as
 * declared. Other files are another restore: their names are part of its own.
 */
export function restoreFiles(
  server: ResolvedServer,
  { stack }: Pick<Estate, "stack">,
  { backupServer }: Pick<Catalog, "backupServer">,
  built: Server,
): void {
  const { name: machine, os, restoredFiles } = server;
  const platform = backedUpAs(server);
  if (backupServer === undefined || restoredFiles === undefined || platform === undefined) {
    return;
  }
  const { password, ...offer } = opened(backupServer);
  const { point, files, to, reason } = restoredFiles;
  const which = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 8);
  new RestoredFiles(
    `${machine}-files-${to}-${which}-${point}`,
    {
      ...{ estate: stack, machine, platform, os, point, files, to, reason, server: offer },
      password,
    },
    { dependsOn: [built] },
  );
}
