import { Refused } from "../../remote/failure.js";
import { textOf } from "./fru.js";
import type { IpmiSession } from "./session.js";
import { partOf } from "./states.js";

const storage = 0x0a;
const chunk = 16;
const headLength = 5;
const lastRecord = 0xffff;
const bmc = 0x20;
/** Where the name of a sensor stands in its record: in a full and in a compact one. */
const nameAt: Readonly<Record<number, number>> = { 1: 47, 2: 31 };
const reservationLost = 0xc5;
/** Others reserve the records as well, and take them from who reads. */
const mostLost = 20;

/** A sensor that tells of a part that may fail. */
export interface Sensor {
  readonly number: number;
  readonly lun: number;
  readonly name: string;
  /** Numbers of IPMI for what is measured, and for how it is told. */
  readonly type: number;
  readonly readingType: number;
}

/** The sensors of a machine that tell of parts that may fail. IPMI 2.0, chapters 33 and 43. */
export async function readSensors(session: IpmiSession): Promise<Sensor[]> {
  const found: Sensor[] = [];
  for (let id = 0; id !== lastRecord; ) {
    const head = await session.ask({
      netFn: storage,
      command: 0x23,
      data: at(0, id, 0, headLength),
    });
    const [kind, length] = [head.readUInt8(5), head.readUInt8(6)];
    const start = nameAt[kind];
    const record = start === undefined ? undefined : await readRecord(session, id, length);
    if (start !== undefined && record !== undefined) {
      found.push(...sensorOf(record, start));
    }
    const next = head.readUInt16LE(0);
    id = next === id ? lastRecord : next;
  }
  return found;
}

/** States that a sensor is in; undefined where it is not there or does not measure. */
export async function readStates(
  session: IpmiSession,
  { number, lun, readingType }: Sensor,
): Promise<number | undefined> {
  try {
    const answer = await session.ask({ netFn: 0x04, lun, command: 0x2d, data: [number] });
    const flags = answer.readUInt8(1);
    const isMeasured = (flags & 0x40) !== 0 && (flags & 0x20) === 0;
    const states = (answer[2] ?? 0) | ((answer[3] ?? 0) << 8);
    return isMeasured ? states & (readingType === 1 ? 0x3f : 0x7fff) : undefined;
  } catch (failure) {
    if (failure instanceof Refused) {
      return undefined;
    }
    throw failure;
  }
}

async function readRecord(session: IpmiSession, id: number, length: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let reservation = await reserve(session);
  for (let done = 0, lost = 0; done < length; ) {
    const data = at(reservation, id, headLength + done, Math.min(chunk, length - done));
    try {
      const some = (await session.ask({ netFn: storage, command: 0x23, data })).subarray(2);
      parts.push(some);
      done += some.length || length;
    } catch (failure) {
      lost += 1;
      const isLost = failure instanceof Refused && failure.status === reservationLost;
      if (!isLost || lost > mostLost) {
        throw failure;
      }
      reservation = await reserve(session);
    }
  }
  return Buffer.concat([Buffer.alloc(headLength), ...parts]);
}

async function reserve(session: IpmiSession): Promise<number> {
  return (await session.ask({ netFn: storage, command: 0x22 })).readUInt16LE(0);
}

function at(reservation: number, id: number, offset: number, count: number): Buffer {
  const data = Buffer.alloc(6);
  data.writeUInt16LE(reservation, 0);
  data.writeUInt16LE(id, 2);
  data.set([offset, count], 4);
  return data;
}

function sensorOf(record: Buffer, nameStart: number): Sensor[] {
  if (record.length <= nameStart || record[5] !== bmc) {
    return [];
  }
  const [lun, number] = [record.readUInt8(6) & 3, record.readUInt8(7)];
  const [type, readingType] = [record.readUInt8(12), record.readUInt8(13)];
  const head = record.readUInt8(nameStart);
  const name = textOf(head >> 6, record.subarray(nameStart + 1, nameStart + 1 + (head & 0x1f)));
  return partOf(type) === undefined
    ? []
    : [{ number, lun, type, readingType, name: name.trim() || `sensor ${number}` }];
}
