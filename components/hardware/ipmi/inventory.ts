import { Refused } from "../../remote/failure.js";
import type {
  FirmwareLevel,
  HardwareFault,
  ObservedConsole,
  ObservedHardware,
} from "../observed.js";
import type { HardwareIdentity } from "../way.js";
import { readLabel } from "./fru.js";
import { readSensors, readStates } from "./sensors.js";
import type { IpmiSession } from "./session.js";
import { partOf, worstOf } from "./states.js";

/** IPMI 2.0, table 28-3: what the chassis tells of parts, whatever sensors it has. */
const chassisFaults = [
  { bit: 0x04, part: "drive" },
  { bit: 0x08, part: "fan" },
] as const;

/** What a machine is, as far as IPMI tells: nothing of processors, memory, drives and interfaces. */
export async function inventory(
  session: IpmiSession,
  { serial, uuid }: HardwareIdentity,
): Promise<ObservedHardware> {
  const { manufacturer, model, assetTag } = await readLabel(session);
  const status = await session.ask({ netFn: 0x00, command: 0x01 });
  const sensed = await sensorFaults(session);
  const whole = chassisFaults.filter(
    ({ bit, part }) =>
      (status.readUInt8(2) & bit) !== 0 && !sensed.some((fault) => fault.part === part),
  );
  return {
    platform: "physical",
    ...{ serial, uuid: uuid.toLowerCase() },
    ...(assetTag && { assetTag }),
    model: [manufacturer, model].filter(Boolean).join(" "),
    power: (status.readUInt8(0) & 1) === 1 ? "on" : "off",
    isRunningSystem: false,
    firmware: await firmwareOf(session),
    consoles: await consolesOf(session),
    faults: [
      ...sensed,
      ...whole.map(({ part }) => ({
        ...{ part, name: "chassis", severity: "critical" as const },
        what: "has a fault that no sensor names",
      })),
    ],
  };
}

async function sensorFaults(session: IpmiSession): Promise<HardwareFault[]> {
  const found: HardwareFault[] = [];
  for (const sensor of await readSensors(session)) {
    const { type, readingType, name } = sensor;
    const states = await readStates(session, sensor);
    const worst = states === undefined ? undefined : worstOf(type, readingType, states);
    const part = partOf(type);
    if (worst !== undefined && part !== undefined) {
      found.push({ part, name, ...worst });
    }
  }
  return found;
}

/** IPMI 2.0, table 20-2: two digits behind the point, each in half a byte. */
async function firmwareOf(session: IpmiSession): Promise<FirmwareLevel[]> {
  const device = await session.ask({ netFn: 0x06, command: 0x01 });
  const minor = device.readUInt8(3).toString(16).padStart(2, "0");
  return [{ name: "BMC", version: `${device.readUInt8(2) & 0x7f}.${minor}` }];
}

/** IPMI 2.0, tables 26-3 and 26-5: whether Serial over LAN is on, on the channel that is asked. */
async function consolesOf(session: IpmiSession): Promise<ObservedConsole[]> {
  try {
    const told = await session.ask({ netFn: 0x0c, command: 0x22, data: [0x0e, 1, 0, 0] });
    return [{ kind: "serial", over: "ipmi", open: (told.readUInt8(1) & 1) === 1 }];
  } catch (failure) {
    if (failure instanceof Refused) {
      return [];
    }
    throw failure;
  }
}
