import type { Connection, Patience } from "../remote/connection.js";
import type { IpmiConnection } from "./ipmi/connection.js";
import { IpmiWay } from "./ipmi/way.js";
import { RedfishWay } from "./redfish/way.js";
import type { HardwareIdentity, Way } from "./way.js";

/** How a BMC is reached. */
export type BmcConnection = Connection | IpmiConnection;

/**
 * Opens the way to a machine.
 *
 * @throws RemoteFailure when its BMC does not let anybody in, or another machine is there
 * @throws Unanswered when its BMC is away
 */
export function openWay(
  connection: BmcConnection,
  patience: Patience,
  identity: HardwareIdentity,
): Promise<Way> {
  return "trust" in connection
    ? RedfishWay.open(connection, patience, identity)
    : IpmiWay.open(connection, patience, identity);
}
