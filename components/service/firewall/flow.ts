import type { Responsible } from "../access/access.js";

/** The protocols of flows; ICMP that networks need passes by itself. */
export const protocols = ["tcp", "udp"] as const;

/** The protocol of a flow. */
export type Protocol = (typeof protocols)[number];

/** Neighbouring ports, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** Traffic that a server takes in, or that it has to send through firewalls. */
export interface Flow {
  readonly name: string;
  readonly direction: "in" | "out";
  readonly protocol: Protocol;
  /** In rising order, none twice. */
  readonly ports: readonly PortRange[];
  /** The other side: networks such as `10.9.0.0/24` or `fd00::/8`, none within another. */
  readonly peers: readonly string[];
  /** What the flow is for, on one line. */
  readonly purpose: string;
  /** Who needs it. */
  readonly responsible: Responsible;
}

/** Everybody, as the sources of a flow. */
export const everybody = ["0.0.0.0/0", "::/0"];

/** Name of the flow through which the provider comes in; it is always let in first. */
export const management = "management";

/** Ports as they are written: `443` or `8000-8100`. */
export function portText({ from, to }: PortRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

/** Whether a network is one of IPv4. */
export function isFour(network: string): boolean {
  return !network.includes(":");
}

/** The flows that a server takes in. */
export function inbound(flows: readonly Flow[]): readonly Flow[] {
  return flows.filter(({ direction }) => direction === "in");
}
