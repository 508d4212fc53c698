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
 * @throws RunError with everything that is not as it was ordered
 */
export async function compareHardware(
  { servers }: Estate,
  offer: PhysicalOffer | undefined,
): Promise<void> {
  const physical = servers.filter((server) => server.platform === "physical");
  if (offer === undefined || !pulumi.runtime.isDryRun()) {
    return;
  }
  const found: string[] = [];
  for (let first = 0; first < physical.length; first += atOnce) {
    const some = physical.slice(first, first + atOnce);
    const looks = await Promise.all(some.map((server) => look(server, offer)));
    for (const [index, inspection] of looks.entries()) {
      const { name = "", asset = "" } = some[index] ?? {};
      found.push(...problemsOf(`servers.${name} (${asset})`, inspection, offer));
    }
  }
  if (found.length > 0) {
    const fix = "Correct the order in the estate, the asset in the catalog, or the machine.";
    throw new pulumi.RunError(
      ["Machines are not what was ordered:", ...found.map((line) => `  ${line}`), fix].join("\n"),
    );
  }
}

async function look(server: PhysicalServer, offer: PhysicalOffer): Promise<Inspection> {
  const placement = placeOnHardware(server, offer);
  const { asset, serial, uuid, bmc } = placement;
  const { network, mac } = placement.interface;
  const password = await new Promise<string>((resolve) => bmc.password.apply(resolve));
  return inspectHardware(bmcConnection(bmc, password), {
    ...{ asset, serial, uuid, interfaces: [{ network, mac }] },
    ...orderOf(server, placement),
  });
}

function problemsOf(where: string, inspection: Inspection, offer: PhysicalOffer): string[] {
  switch (inspection.state) {
    case "unknown":
      void pulumi.log.warn(
        `${where}: nobody knows whether it is as it was ordered, because its BMC is away: ${inspection.why}`,
      );
      return [];
    case "refused":
      return [`${where}: ${inspection.why}`];
    case "seen":
      warnOfUncompared(where, inspection.observed);
      warnOfFirmware(where, inspection.observed, offer);
      for (const { part, name, severity } of inspection.observed.faults) {
        void pulumi.log.warn(`${where}: ${part} ${name} is failing (${severity})`);
      }
      return inspection.mismatches.map((line) => `${where}: ${line}`);
  }
}

function warnOfUncompared(where: string, observed: ObservedHardware): void {
  const untold = uncompared(observed);
  if (untold.length > 0) {
    void pulumi.log.warn(
      `${where}: its BMC does not tell of ${untold.join(", ")}: nobody has compared them with the order`,
    );
  }
}

function warnOfFirmware(
  where: string,
  observed: ObservedHardware,
  { firmware }: Pick<PhysicalOffer, "firmware">,
): void {
  for (const { name, is = "not known", wanted } of unwantedLevels(observed, firmware)) {
    void pulumi.log.warn(
      `${where}: the level of its ${name} is ${is}, wanted is ${wanted}; the provider updates it by hand`,
    );
  }
}
