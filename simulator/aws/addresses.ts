import { addressNumber, freeAddressIn, type Network, networkOf } from "../core/addresses.js";
import type { Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { having, kinds } from "./common.js";

/** AWS keeps the first four addresses of a subnet and the last one for itself. */
const reservedAtStart = 4;
const reservedAtEnd = 1;

/** An address of the subnet that no instance has, or the wanted one. */
export function freeAddress(scene: Scene, subnet: WorldObject, wanted?: string): string {
  const whole = networkOf(textAt(subnet.properties, "cidrBlock") ?? "");
  const hosts = { first: whole.first + reservedAtStart, last: whole.last - reservedAtEnd };
  const isUsed = (address: string) =>
    [kinds.instance, kinds.networkInterface]
      .flatMap((kind) => having(scene, kind, "privateIp", address))
      .some(({ properties }) => properties["subnetId"] === subnet.id);
  if (wanted !== undefined) {
    refuseTaken(wanted, isUsed(wanted), hosts);
    return wanted;
  }
  const address = freeAddressIn(hosts, scene.world.next(), isUsed);
  if (address === undefined) {
    const text = `Not enough free addresses in subnet ${subnet.id}`;
    throw apiError("EC2", "RunInstances", "InsufficientFreeAddressesInSubnet", text);
  }
  return address;
}

function refuseTaken(wanted: string, used: boolean, { first, last }: Network): void {
  const number = addressNumber(wanted);
  if (!(number >= first && number <= last)) {
    const text = `Address ${wanted} does not fall within the subnet's address range`;
    throw apiError("EC2", "RunInstances", "InvalidParameterValue", text);
  }
  if (used) {
    throw apiError("EC2", "RunInstances", "InvalidIPAddress.InUse", `Address ${wanted} is in use.`);
  }
}

/** `ip-10-0-0-4.eu-central-1.compute.internal`. */
export function hostName(region: string, address: string): string {
  return `ip-${address.replaceAll(".", "-")}.${region}.compute.internal`;
}
