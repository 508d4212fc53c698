import type { Hardware } from "../state.js";

/** A sensor, and the states that it is in now. */
interface Sensor {
  readonly name: string;
  readonly type: number;
  readonly readingType: number;
  readonly states: number;
}

type Health = Hardware["fans"][number];

/** States of a sensor with thresholds: below the milder or below both. */
const crossed: Readonly<Record<Health, number>> = { OK: 0, Warning: 1, Critical: 3 };
/** States of sensors that name what is wrong; the first one says that something is there. */
const failed = (warning: number, critical: number): Readonly<Record<Health, number>> => ({
  ...{ OK: 1, Warning: 1 | (1 << warning), Critical: 1 | (1 << critical) },
});
const supply = failed(2, 1);
const drive = failed(2, 1);
/** Modules of memory say at another place that they are there. */
const memory: Readonly<Record<Health, number>> = { OK: 1 << 6, Warning: 1 << 5, Critical: 1 << 1 };

/** The sensors of a machine, by their numbers. */
export function sensorsOf({ fans, powerSupplies, memory: modules, drives }: Hardware): Sensor[] {
  return [
    ...fans.map((health, index) => ({
      ...{ name: `FAN ${index + 1}`, type: 4, readingType: 1, states: crossed[health] },
    })),
    ...powerSupplies.map((health, index) => ({
      ...{ name: `PSU ${index + 1}`, type: 8, readingType: 0x6f, states: supply[health] },
    })),
    ...modules.map(({ health }, index) => ({
      ...{ name: `DIMM ${index + 1}`, type: 12, readingType: 0x6f, states: memory[health] },
    })),
    ...drives.map(({ health }, index) => ({
      ...{ name: `BAY ${index + 1}`, type: 13, readingType: 0x6f, states: drive[health] },
    })),
  ];
}

/** The record of a sensor: full where it has thresholds, compact where it has states. */
export function recordOf({ name, type, readingType }: Sensor, number: number): Buffer {
  const isFull = readingType === 1;
  const start = isFull ? 47 : 31;
  const record = Buffer.alloc(start + 1 + name.length);
  record.writeUInt16LE(number, 0);
  record.set([0x51, isFull ? 1 : 2, record.length - 5, 0x20, 0, number], 2);
  record.set([type, readingType], 12);
  record.set([0xc0 | name.length, ...Buffer.from(name)], start);
  return record;
}
