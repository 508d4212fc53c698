import type { HardwareFault } from "../observed.js";
import * as models from "./models.js";
import type { RedfishSession } from "./session.js";

type Chassis = ReturnType<typeof models.chassis.parse>;
type Part = ReturnType<typeof models.chassisPart.parse>;

/**
 * Fans, power supplies and temperatures that are not well, of every chassis that a machine is in.
 * Newer BMCs tell of them in subsystems, older ones in two resources.
 */
export async function chassisFaults(
  session: RedfishSession,
  { Links }: ReturnType<typeof models.system.parse>,
): Promise<HardwareFault[]> {
  const found: HardwareFault[] = [];
  for (const { "@odata.id": path } of Links?.Chassis ?? []) {
    const chassis = await session.get(path, models.chassis);
    found.push(...(await coolingFaults(session, chassis)));
    found.push(...(await powerFaults(session, chassis)));
  }
  return found;
}

async function coolingFaults(
  session: RedfishSession,
  { ThermalSubsystem, Thermal }: Chassis,
): Promise<HardwareFault[]> {
  if (ThermalSubsystem !== undefined) {
    const { Fans, Status } = await session.get(ThermalSubsystem["@odata.id"], models.cooling);
    const fans = await session.members(Fans?.["@odata.id"], models.chassisPart);
    const whole = fans.every(isWell) ? faults("temperature", [{ Name: "chassis", Status }]) : [];
    return [...faults("fan", fans), ...whole];
  }
  if (Thermal === undefined) {
    return [];
  }
  const { Fans, Temperatures } = await session.get(Thermal["@odata.id"], models.thermal);
  return [...faults("fan", Fans ?? []), ...faults("temperature", Temperatures ?? [])];
}

async function powerFaults(
  session: RedfishSession,
  { PowerSubsystem, Power }: Chassis,
): Promise<HardwareFault[]> {
  if (PowerSubsystem !== undefined) {
    const { PowerSupplies } = await session.get(PowerSubsystem["@odata.id"], models.powering);
    return faults("power", await session.members(PowerSupplies?.["@odata.id"], models.chassisPart));
  }
  return Power === undefined
    ? []
    : faults("power", (await session.get(Power["@odata.id"], models.power)).PowerSupplies ?? []);
}

/** Those parts that are not well; a BMC says nothing of the health of those that are not there. */
export function faults(part: HardwareFault["part"], all: readonly Part[]): HardwareFault[] {
  return all
    .filter((one) => !isWell(one))
    .map(({ Name, FanName, MemberId, Id, Status }) => ({
      part,
      name: Name ?? FanName ?? Id ?? MemberId ?? part,
      ...(Status?.Health === "Critical"
        ? { severity: "critical", what: "fails" }
        : { severity: "warning", what: "is not well" }),
    }));
}

function isWell({ Status }: Part): boolean {
  return (Status?.Health ?? "OK") === "OK";
}
