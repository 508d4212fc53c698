import type { z } from "zod";
import type {
  DiskRestore,
  FilesRestore,
  ServerRestore,
  ShownDisk,
} from "../../../components/service/restore.js";
import type { ResolvedServer } from "../model.js";
import type { Path } from "../report/finding.js";
import type { restore } from "../restore.js";
import type { Timing } from "./timing.js";

type Entry = z.output<typeof restore>;

/** An entry, where it stands, and the servers among which it is to make sense. */
export interface Asked {
  readonly entry: Entry;
  readonly path: Path;
  readonly servers: readonly ResolvedServer[];
  readonly timing: Timing;
}

/** What an entry restores, and to which server. */
export type Target =
  | { readonly to: string; readonly restore: ServerRestore }
  | { readonly to: string; readonly label: string; readonly disk: DiskRestore }
  | { readonly to: string; readonly shownDisk: ShownDisk }
  | { readonly to: string; readonly files: FilesRestore };

/** Refuses an entry at a field. */
export function refuse(
  path: Path,
  field: string,
  message: string,
  allowed: string,
  fix: string,
  { report }: Timing,
  at: "key" | "value" = "value",
): void {
  report({ path: [...path, field], at, message, allowed, fix });
}
