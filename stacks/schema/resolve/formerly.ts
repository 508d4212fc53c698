import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";

/** Every former name belonged to one server, and to none that exists: each is reported otherwise. */
export function checkFormerly(raw: unknown, report: Report): void {
  const servers = entriesBelow(raw, "servers");
  const holders = new Map<string, string>();
  for (const [server, entry] of servers) {
    const names = entriesOf(entry).get("formerly");
    for (const [index, name] of (Array.isArray(names) ? names : []).entries()) {
      const holder =
        typeof name === "string" ? (servers.has(name) ? name : holders.get(name)) : undefined;
      if (holder !== undefined) {
        report({
          path: ["servers", server, "formerly", String(index)],
          at: "value",
          message: `${quote(String(name))} is the name of ${holder}, or was`,
          allowed: "names that no other server of the estate has or had",
          fix: "Remove it here once this server has its new name, or call the other server differently.",
        });
      } else if (typeof name === "string") {
        holders.set(name, server);
      }
    }
  }
}
