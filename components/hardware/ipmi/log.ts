import { Refused } from "../../remote/failure.js";
import type { LoggedFault } from "../observed.js";
import { readSensors } from "./sensors.js";
import type { IpmiSession } from "./session.js";
import { meaningOf, partOf } from "./states.js";

const lastRecord = 0xffff;
const notThere = 0xcb;
/** A record of an event; the maker's own kinds mean nothing to others. */
const eventRecord = 0x02;
/** Clocks that were never set count from when the BMC started. IPMI 2.0, chapter 37. */
const neverSet = 0x20000000;
const unknownTime = 0xffffffff;

/** Faults in the log of a BMC. IPMI 2.0, chapters 31 and 32. */
export async function loggedFaults(session: IpmiSession): Promise<LoggedFault[]> {
  const sensors = await readSensors(session);
  const found: LoggedFault[] = [];
  for (let id = 0; id !== lastRecord; ) {
    const answer = await session
      .ask({ netFn: 0x0a, command: 0x43, data: [0, 0, id & 0xff, id >> 8, 0, 0xff] })
      .catch(nothingThere);
    if (answer === undefined || answer.length < 18) {
      break;
    }
    const number = answer.readUInt8(13);
    const name = sensors.find((sensor) => sensor.number === number)?.name ?? `sensor ${number}`;
    found.push(...faultOf(answer.subarray(2), name));
    const next = answer.readUInt16LE(0);
    id = next === id ? lastRecord : next;
  }
  return found;
}

/** The fault of a record: none where it says that something is well again, or of no part that fails. */
function faultOf(record: Buffer, name: string): LoggedFault[] {
  const [type, direction, state] = [
    record.readUInt8(10),
    record.readUInt8(12),
    record.readUInt8(13),
  ];
  const part = partOf(type);
  const meaning = meaningOf(type, direction & 0x7f, state & 0x0f);
  const isBegin = (direction & 0x80) === 0;
  if (record[2] !== eventRecord || part === undefined || meaning === undefined || !isBegin) {
    return [];
  }
  const seconds = record.readUInt32LE(3);
  const isKnown = seconds >= neverSet && seconds !== unknownTime;
  return [
    {
      ...{ part, name, ...meaning, entry: `${record.readUInt16LE(0)}` },
      ...(isKnown && { at: new Date(seconds * 1000).toISOString() }),
    },
  ];
}

/** A log may be empty. */
function nothingThere(failure: unknown): undefined {
  if (!(failure instanceof Refused && failure.status === notThere)) {
    throw failure;
  }
}
