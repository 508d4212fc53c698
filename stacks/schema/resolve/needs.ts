import { cycleIn } from "../../../components/service/recoveryOrder.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import { needs } from "../needs.js";
import type { Report } from "../report/finding.js";
import { lookUp } from "./declared.js";

/** Which servers need which; names that are no servers, and circles, are reported. */
export function resolveNeeds(
  raw: unknown,
  report: Report,
): Readonly<Record<string, readonly string[]>> {
  const found = needs.safeParse(entriesOf(raw).get("needs")).data ?? {};
  const servers = entriesBelow(raw, "servers");
  const what = { kind: "a server", where: "this estate" };
  for (const [name, needed] of Object.entries(found)) {
    lookUp(servers, name, what, ["needs", name], report);
    for (const [index, one] of needed.entries()) {
      lookUp(servers, one, what, ["needs", name, String(index)], report);
    }
  }
  const cycle = cycleIn(found);
  const [first] = cycle;
  if (first !== undefined) {
    report({
      path: ["needs", first],
      at: "key",
      message: `nothing can come first: ${[...cycle, first].join(" needs ")}`,
      allowed: "servers that need each other in no circle",
      fix: "Take out the need that a server can wait for.",
    });
  }
  return found;
}
