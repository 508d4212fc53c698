import type { FileSystem } from "./fileSystem.js";
import { serveCommands } from "./shell.js";
import type { Surroundings } from "./sshServer.js";
import { serveWindows } from "./windows/session.js";

/** How a guest answers: with real processes, or with the model of Windows. */
export function servingOf(
  files: FileSystem,
  { lent, isWindows }: { readonly lent: string; readonly isWindows: boolean },
): Surroundings["serve"] {
  return (session) =>
    isWindows ? serveWindows(session, files) : serveCommands(session, files, lent);
}
