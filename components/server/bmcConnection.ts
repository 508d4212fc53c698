import type { BmcConnection } from "../hardware/openWay.js";
import type { HttpsDoor, IpmiDoor } from "./placement.js";

/** How a BMC is reached, once its password is known. */
export function bmcConnection(
  door: Omit<HttpsDoor, "password"> | Omit<IpmiDoor, "password">,
  password: string,
): BmcConnection {
  const { address, user } = door;
  return "fingerprint" in door
    ? { address, user, password, trust: { fingerprint: door.fingerprint } }
    : { address, user, password, cipherSuite: door.cipherSuite };
}
