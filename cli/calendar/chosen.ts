import type { Estate } from "../../stacks/schema/model.js";
import { didYouMean, quote } from "../../stacks/schema/report/wording.js";
import { RunFailure } from "../stack/run.js";
import type { CalendarEntry } from "./entries.js";

/** Whose times are asked for; everybody's by default. */
export interface Chosen {
  readonly server?: string;
  readonly group?: string;
}

/** The lines of a calendar about one server, one patch group, or both. */
export function onlyChosen<Line extends Pick<CalendarEntry, "group" | "servers">>(
  lines: readonly Line[],
  { server, group }: Chosen,
): readonly Line[] {
  return lines.filter(
    (line) =>
      (group === undefined || line.group === group) &&
      (server === undefined || line.servers.includes(server)),
  );
}

/**
 * Looks whether there is what is asked for.
 *
 * @throws RunFailure when no estate has it
 */
export function checkChosen({ server, group }: Chosen, estates: readonly Estate[]): void {
  const servers = estates.flatMap((estate) => estate.servers.map(({ name }) => name));
  const groups = estates.flatMap(({ patchGroups }) => Object.values(patchGroups));
  refuseUnknown("server", server, servers);
  refuseUnknown(
    "patch group",
    group,
    groups.map(({ base }) => base),
  );
}

function refuseUnknown(noun: string, name: string | undefined, names: readonly string[]): void {
  if (name !== undefined && !names.includes(name)) {
    const hint = didYouMean(name, names, `Without it, every ${noun} is shown.`);
    throw new RunFailure(`No estate has a ${noun} ${quote(name)}. ${hint}`);
  }
}
