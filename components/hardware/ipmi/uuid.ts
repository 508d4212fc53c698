import type { IpmiSession } from "./session.js";

/** Which byte stands where: as SMBIOS, as the RFC and as IPMI write a UUID. */
const orders = [
  [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/**
 * The UUID of a machine in each of the orders in which BMCs write its bytes: nothing tells which
 * one a BMC has taken.
 */
export async function readUuids(session: IpmiSession): Promise<string[]> {
  const bytes = await session.ask({ netFn: 0x06, command: 0x37 });
  return orders.map((order) =>
    order
      .map((place) => (bytes[place] ?? 0).toString(16).padStart(2, "0"))
      .join("")
      .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
  );
}
