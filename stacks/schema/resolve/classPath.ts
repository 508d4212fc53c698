import { entriesOf } from "../inspect/draft.js";
import type { Path } from "../report/finding.js";

/**
 * Where the backup class of a server is named: at the server, or in what all inherit.
 *
 * @param written the servers of the estate's file
 */
export function classPath(written: ReadonlyMap<string, unknown>, server: string): Path {
  const isOwn = entriesOf(written.get(server)).has("backupClass");
  return isOwn ? ["servers", server, "backupClass"] : ["defaults", "backupClass"];
}
