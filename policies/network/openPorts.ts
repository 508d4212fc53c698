import type { AdminPort } from "../../components/service/firewall/adminPorts.js";
import { type Finding, fail, undetermined } from "../framework/rule.js";
import { judgePort, malformedSources } from "./exposure.js";
import type { Permission } from "./permission.js";

/** What lets the Internet in to one of the ports, and sources that nobody can read. */
export function* checkPorts(
  permissions: readonly Permission[],
  ports: readonly AdminPort[],
): Iterable<Finding> {
  for (const source of malformedSources(permissions, ports)) {
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
