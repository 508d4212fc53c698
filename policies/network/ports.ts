import { type AdminPort, tcp, udp } from "../../components/service/firewall/adminPorts.js";
import type { Certainty } from "../framework/certainty.js";
import type { Permission } from "./permission.js";

/**
 * Whether the permission lets traffic in to the port, whoever sends it. What AWS would refuse (a
 * missing or unheard-of protocol, a port that is text) counts as open.
 */
export function reaches(permission: Permission, port: AdminPort): Certainty {
  const answers = [permission.inbound, carries(permission, port)];
  if (answers.includes("no")) {
    return "no";
  }
  return answers.includes("maybe") ? "maybe" : "yes";
}

/** An unknown protocol may be -1, which makes the ports meaningless. */
function carries(permission: Permission, { port, protocols }: AdminPort): Certainty {
  const { protocol } = permission;
  if (protocol.state === "unknown") {
    return "maybe";
  }
  const name = protocol.state === "known" ? protocol.value.toLowerCase() : "all";
  if (protocols.includes(name)) {
    return coversPort(permission, port);
  }
  return isOther(name) ? "no" : "yes";
}

/** Whether the name is surely a protocol that is not among those of the port. */
function isOther(name: string): boolean {
  const named = [...tcp, ...udp, "icmp", "icmpv6"].includes(name);
  return named || (/^[1-9][0-9]{0,2}$/.test(name) && Number(name) <= 255);
}

function coversPort({ fromPort, toPort }: Permission, port: number): Certainty {
  if (fromPort.state === "unknown" || toPort.state === "unknown") {
    return "maybe";
  }
  const from = fromPort.state === "known" ? fromPort.value : -1;
  const to = toPort.state === "known" ? toPort.value : -1;
  // For AWS -1 is every port; a bound that is no number can't be relied on.
  return from < 0 || to < 0 || (from <= port && port <= to) ? "yes" : "no";
}
