import {
  exposedAdminPorts,
  isEverybody,
} from "../../../../components/service/firewall/exposure.js";
import { type Flow, inbound, management } from "../../../../components/service/firewall/flow.js";
import { providerFirewall } from "../../firewall.js";
import { entriesBelow, entriesOf } from "../../inspect/draft.js";
import type { Report } from "../../report/finding.js";
import { resolveFlow } from "./flow.js";
import { type Names, resolvePeers } from "./peers.js";

/** What the provider needs at every server with a firewall. */
export interface FirewallOffer {
  /** The networks from which the provider comes in. */
  readonly management: readonly string[];
  readonly flows: readonly Flow[];
}

const partial = providerFirewall.partial();

/** The provider's side; what does not fit together is reported. Undefined when it is not offered. */
export function resolveFirewallOffer(
  raw: unknown,
  names: Names,
  report: Report,
): FirewallOffer | undefined {
  const section = entriesOf(raw).get("firewall");
  const { data } = partial.shape.management.safeParse(entriesOf(section).get("management"));
  if (data === undefined) {
    return undefined;
  }
  const path = ["firewall", "management"];
  const networks = resolvePeers(data, names, path, report);
  const flows = [...entriesBelow(section, "flows")].flatMap(([name, value]): Flow[] => {
    const at = ["firewall", "flows", name];
    const flow = resolveFlow(name, value, { names, responsible: "provider" }, at, report);
    checkFlow(name, flow, report);
    return flow === undefined ? [] : [flow];
  });
  if (networks !== undefined && isEverybody(networks)) {
    report({
      path,
      at: "value",
      message: "opens administration ports to the Internet",
      allowed: "the provider's own networks",
      fix: "Name the networks of the administrators.",
    });
  }
  return networks && { management: networks, flows };
}

function checkFlow(name: string, flow: Flow | undefined, report: Report): void {
  const path = ["firewall", "flows", name];
  if (name === management) {
    report({
      path,
      at: "key",
      message: "is the name of the way in that firewall.management opens",
      allowed: "another name",
      fix: "Rename the flow.",
    });
  }
  if (flow !== undefined && inbound([flow]).some(({ peers }) => isEverybody(peers))) {
    const [exposed] = exposedAdminPorts([flow]);
    const port = exposed && `port ${exposed.port.port} (${exposed.port.name}) is`;
    report({
      path: [...path, "from"],
      at: "key",
      message: port ? `${port} open to the Internet` : "opens every server to the Internet",
      allowed: "the provider's own networks",
      fix: "Name the networks from which the provider calls.",
    });
  }
}
