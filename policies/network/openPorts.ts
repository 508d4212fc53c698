import type { AdminPort } from "../../components/service/firewall/adminPorts.js";
import { parseRange } from "../../components/service/firewall/ranges.js";
import { type Finding, fail, undetermined } from "../framework/rule.js";
import { judgePort } from "./exposure.js";
import type { Permission } from "./permission.js";
import { reaches } from "./ports.js";

/** What lets the Internet in to one of the ports, and sources that nobody can read. */
export function* checkPorts(
  permissions: readonly Permission[],
  ports: readonly AdminPort[],
): Iterable<Finding> {
  for (const source of unreadable(permissions, ports)) {
    yield fail(source, "not an address range, so nobody can say whom it lets in");
  }
  for (const port of ports) {
    const { verdict, because } = judgePort(permissions, port);
    const name = `port ${port.port} (${port.name})`;
    const where = { path: because.join(", ") };
    if (verdict === "open") {
      yield fail(where, `${name} is open to the Internet`);
    } else if (verdict === "undetermined") {
      yield undetermined(where, `whether ${name} is open to the Internet is not known yet`);
    }
  }
}

function unreadable(permissions: readonly Permission[], ports: readonly AdminPort[]) {
  return permissions
    .filter((permission) => ports.some((port) => reaches(permission, port) !== "no"))
    .flatMap(({ ranges, prefixLists }) => [
      ...ranges.filter((field) => {
        const text = field.text();
        return text.state === "wrongType" || (text.state === "known" && !parseRange(text.value));
      }),
      ...prefixLists.filter((list) => list.text().state === "wrongType"),
    ]);
}
