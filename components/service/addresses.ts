import ipaddr from "ipaddr.js";

/** Which addresses a network has, and which of them servers may have for good. */
export interface AddressPlan {
  /** The whole network, such as `10.240.0.0/16`. */
  readonly cidr: string;
  /** The addresses that nothing else gives out, both ends included. */
  readonly static: { readonly from: string; readonly to: string };
}

/** The address plan of a network whose servers must be told how to reach others. */
export interface RoutedPlan extends AddressPlan {
  readonly gateway: string;
  /** Name servers in the order in which they are asked. */
  readonly dnsServers: readonly string[];
}

/** What an address is refused for, and what is allowed in its place. */
export interface AddressRefusal {
  readonly message: string;
  readonly allowed: string;
}

/** The bits of the network in an address, such as 16 for `10.240.0.0/16`. */
export function prefixLength(cidr: string): number {
  return ipaddr.IPv4.parseCIDR(cidr)[1];
}

/** The bits of the network in an address as a mask, such as `255.255.0.0`. */
export function networkMask(cidr: string): string {
  return ipaddr.IPv4.subnetMaskFromPrefixLength(prefixLength(cidr)).toString();
}

/** An address as a number, so that ranges can be compared. */
export function addressNumber(address: string): number {
  return ipaddr.IPv4.parse(address)
    .toByteArray()
    .reduce((number, byte) => number * 256 + byte, 0);
}

/** Whether a CIDR names a network by its first address and not by another one in it. */
export function isNetwork(cidr: string): boolean {
  return ipaddr.IPv4.networkAddressFromCIDR(cidr).toString() === cidr.split("/")[0];
}

/** Whether an address lies in a network. */
export function isInside(address: string, cidr: string): boolean {
  return ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(cidr));
}

/**
 * Why a server of a network cannot have an address; undefined when it can. AWS and Azure keep
 * the first four addresses and the last one of every subnet for themselves.
 */
export function addressRefusal(
  address: string,
  plan: AddressPlan & { readonly gateway?: string },
  isCloud: boolean,
): AddressRefusal | undefined {
  const { from, to } = plan.static;
  const reserved = reservedFor(address, plan, isCloud);
  if (reserved !== undefined) {
    return { message: `${address} is ${reserved}`, allowed: `${from} to ${to}` };
  }
  const number = addressNumber(address);
  return number >= addressNumber(from) && number <= addressNumber(to)
    ? undefined
    : {
        message: `${address} is not for static use: something else may give it out`,
        allowed: `${from} to ${to}`,
      };
}

function reservedFor(
  address: string,
  { cidr, gateway }: AddressPlan & { readonly gateway?: string },
  isCloud: boolean,
): string | undefined {
  const first = ipaddr.IPv4.networkAddressFromCIDR(cidr).toString();
  if (!isInside(address, cidr)) {
    return `outside of the network ${cidr}`;
  }
  if (address === first) {
    return `the address of the network ${cidr} itself`;
  }
  if (address === ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString()) {
    return `the broadcast address of ${cidr}`;
  }
  if (address === gateway) {
    return `the gateway of ${cidr}`;
  }
  return isCloud && addressNumber(address) - addressNumber(first) < 4
    ? `kept by the platform, as the first four addresses of ${cidr} are`
    : undefined;
}
