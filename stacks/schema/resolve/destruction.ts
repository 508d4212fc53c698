import type { Confirmation } from "../../../components/service/confirmation.js";
import { destruction } from "../destruction.js";
import { entriesOf } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { checkUntil } from "./confirmations.js";

/** What the end of an estate is held against. */
interface Ending {
  readonly stack: string;
  readonly asOf: string | undefined;
  readonly servers: readonly ResolvedServer[];
  /** Confirmations of single servers. */
  readonly confirmed: readonly Confirmation[];
}

/**
 * The removals that the end of the estate confirms: one for each server that has none of its own.
 * One of another estate, an expired one and servers in production are reported.
 */
export function resolveDestruction(
  raw: unknown,
  { stack, asOf, servers, confirmed }: Ending,
  report: Report,
): Confirmation[] {
  const { data } = destruction.safeParse(entriesOf(raw).get("destroy"));
  if (data === undefined) {
    return [];
  }
  const path = ["destroy"];
  checkUntil(data, asOf, path, report);
  if (data.estate !== stack) {
    report({
      path: [...path, "estate"],
      at: "value",
      message: `${quote(data.estate)} is not this estate`,
      allowed: stack,
      fix: `Write ${quote(stack)} if this estate is to end; otherwise remove "destroy".`,
    });
  }
  const own = new Set(
    confirmed.flatMap(({ server, change }) => (change === "remove" ? [server] : [])),
  );
  const others = servers.filter(({ name }) => !own.has(name));
  const serving = others.filter(({ environment }) => environment === "production");
  if (serving.length > 0) {
    const [first] = serving;
    report({
      path,
      at: "key",
      message: `production goes with it: ${serving.map(({ name }) => name).join(", ")}`,
      allowed: "servers outside production, and those whose removal is confirmed one by one",
      fix: `Add each to "confirm", such as { server: ${first?.name}, change: remove, until: ${data.until} }.`,
    });
  }
  return others.map(({ name }) => ({
    ...{ server: name, change: "remove" as const, until: data.until, wholeEstate: true },
  }));
}
