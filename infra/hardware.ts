import * as pulumi from "@pulumi/pulumi";
import {
  bmcConnection,
  type Inspection,
  inspectHardware,
  type ObservedHardware,
  orderOf,
  uncompared,
  unwantedLevels,
} from "../components/index.js";
import type { Estate, PhysicalOffer, PhysicalServer } from "../stacks/schema/model.js";
import { placeOnHardware } from "./physical.js";

/** BMCs that are asked at the same time. */
const atOnce = 16;

/**
 * Compares the machines of an estate's physical servers with what was ordered, in previews; in
 * `up` whoever changes a machine compares it first.
 *
 * @param isInstalled whether a server is not to be installed, for which its BMC need not be able
 * @throws RunError with everything that is not as it was ordered
 */
export async function compareHardware(
  { servers }: Estate,
  offer: PhysicalOffer | undefined,
  isInstalled: (server: PhysicalServer) => boolean,
): Promise<void> {
  const physical = servers.filter((server) => server.platform === "physical");
  if (offer === undefined || !pulumi.runtime.isDryRun()) {
    return;
  }
  const found: string[] = [];
  for (let first = 0; first < physical.length; first += atOnce) {
    const some = physical.slice(first, first + atOnce);
    const looks = await Promise.all(some.map((server) => look(server, offer, isInstalled(server))));
    for (const [index, inspection] of looks.entries()) {
      const { name = "", asset = "" } = some[index] ?? {};
      const where = `servers.${name} (${asset})`;
      found.push(...problemsOf(where, inspection));
      if (inspection.state === "seen") {
        warnOf(where, inspection.observed, offer, asset);
      }
    }
  }
  if (found.length > 0) {
    const fix = "Correct the order in the estate, the asset in the catalog, or the machine.";
    throw new pulumi.RunError(
      ["Machines are not what was ordered:", ...found.map((line) => `  ${line}`), fix].join("\n"),
    );
  }
}

async function look(
  server: PhysicalServer,
  offer: PhysicalOffer,
  isInstalled: boolean,
): Promise<Inspection> {
  const placement = placeOnHardware(server, offer);
  const { asset, serial, uuid, bmc } = placement;
  const { network, mac } = placement.interface;
  const password = await new Promise<string>((resolve) => bmc.password.apply(resolve));
  const order = {
    ...{ asset, serial, uuid, interfaces: [{ network, mac }] },
    ...(server.adopt && { adopt: true as const }),
    ...orderOf(server, placement),
  };
  return inspectHardware(bmcConnection(bmc, password), order, isInstalled);
}

function problemsOf(where: string, inspection: Inspection): string[] {
  switch (inspection.state) {
    case "unknown":
      void pulumi.log.warn(
        `${where}: nobody knows whether it is as it was ordered, because its BMC is away: ${inspection.why}`,
      );
      return [];
    case "refused":
      return [`${where}: ${inspection.why}`];
    case "seen":
      return inspection.mismatches.map((line) => `${where}: ${line}`);
  }
}

/** What is not as it should be, and keeps no change from being made. */
function warnOf(
  where: string,
  observed: ObservedHardware,
  { assets, firmware }: PhysicalOffer,
  asset: string,
): void {
  const wanted = assets[asset]?.consoles;
  const untold = uncompared(observed);
  const lines = [
    ...observed.faults.map(
      ({ part, name, severity }) => `${part} ${name} is failing (${severity})`,
    ),
    ...(untold.length > 0
      ? [`its BMC does not tell of ${untold.join(", ")}: nobody has compared them with the order`]
      : []),
    ...unwantedLevels(observed, firmware).map(
      ({ name, is = "not known", wanted: level }) =>
        `the level of its ${name} is ${is}, wanted is ${level}; the provider updates it by hand`,
    ),
    ...observed.consoles
      .filter(({ open }) => wanted !== undefined && open !== (wanted === "open"))
      .map(
        ({ kind, over, open }) =>
          `its ${kind} console over ${over} is ${open ? "open" : "closed"}, wanted is ${wanted}; the provider sets it in the BMC`,
      ),
  ];
  for (const line of lines) {
    void pulumi.log.warn(`${where}: ${line}`);
  }
}
