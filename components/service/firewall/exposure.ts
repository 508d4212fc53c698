import { type AdminPort, adminPorts } from "./adminPorts.js";
import { type Flow, inbound } from "./flow.js";
import { isInternet } from "./internet.js";
import { doPortsMeet } from "./overlap.js";
import { parseRange } from "./ranges.js";

/** Whether networks together are the Internet; see `isInternet`. */
export function isEverybody(networks: readonly string[]): boolean {
  return isInternet(networks.flatMap((network) => parseRange(network) ?? []));
}

/** The administration ports that flows together open to the Internet, with those that do. */
export function exposedAdminPorts(
  flows: readonly Flow[],
): readonly { readonly port: AdminPort; readonly through: readonly Flow[] }[] {
  return adminPorts.flatMap((port) => {
    const through = inbound(flows).filter(
      ({ protocol, ports }) =>
        port.protocols.includes(protocol) &&
        ports.some((range) => doPortsMeet(range, { from: port.port, to: port.port })),
    );
    return isEverybody(through.flatMap(({ peers }) => peers)) ? [{ port, through }] : [];
  });
}
