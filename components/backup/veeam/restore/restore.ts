import type { Action } from "../../../remote/outcome.js";
import { serverTime } from "../models.js";
import type { Session } from "../session.js";
import type { RestoreDocument } from "./document.js";
import { restoreFiles } from "./files.js";
import { restoreInPlace } from "./inPlace.js";

/** Does what the program is asked of a restore; what was restored is never taken back. */
export async function restore(
  session: Session,
  action: Action,
  document: RestoreDocument,
): Promise<object> {
  if (action === "release") {
    return {};
  }
  switch (document.kind) {
    case "clock": {
      const request = { method: "GET", path: "/api/v1/serverTime" } as const;
      return { now: (await session.ask(request, serverTime)).serverTime };
    }
    case "inPlace":
      return restoreInPlace(session, document);
    case "files":
      return restoreFiles(session, document);
  }
}
