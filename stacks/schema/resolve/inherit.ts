import type { z } from "zod";
import { dataLevelRefusal } from "../../../components/service/dataLevel.js";
import type { Draft } from "../inspect/draft.js";
import type { Path, Report } from "../report/finding.js";
import type { defaults } from "../server.js";

/** What a server can take over from its estate. */
export type Inheritable = z.output<typeof defaults>;

/** The server's own value, else the default of the estate; a value that is nowhere is reported. */
export function inherit<K extends keyof Inheritable>(
  key: K,
  own: Draft<Inheritable>,
  defaults: Draft<Inheritable>,
  path: Path,
  report: Report,
): Inheritable[K] {
  if (own.broken.has(key)) {
    return undefined;
  }
  const value = own.value[key] ?? defaults.value[key];
  if (value === undefined && !defaults.broken.has(key)) {
    report({
      path: [...path, key],
      at: "key",
      message: key === "dataLevel" ? dataLevelRefusal(undefined) : "is missing",
      allowed: `${key} of the server or in the defaults of the estate`,
      fix: `Add ${key} to the server, or to "defaults".`,
    });
  }
  return value;
}
