import type { IpmiSession } from "./session.js";

const storage = 0x0a;
/** A BMC need not answer with more at a time. */
const chunk = 16;
const sixBit = 0x20;
const areaUnit = 8;
const noMore = 0xc1;

/** Who a machine is, as its maker wrote it into the BMC. Absent is what was not written. */
export interface Label {
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
  readonly assetTag?: string | undefined;
  /** Serial numbers of the product and of the chassis. */
  readonly serials: readonly string[];
}

/**
 * Reads the label of a machine.
 *
 * @see Platform Management FRU Information Storage Definition 1.0, sections 8, 10 and 12
 */
export async function readLabel(session: IpmiSession): Promise<Label> {
  const info = await session.ask({ netFn: storage, command: 0x10, data: [0] });
  const unit = (info.readUInt8(2) & 1) + 1;
  const head = await read(session, unit, 0, 8);
  // A chassis has its type before its fields, a product its language.
  const chassis = await area(session, unit, head.readUInt8(2));
  const product = await area(session, unit, head.readUInt8(4));
  const [, chassisSerial] = chassis;
  const [manufacturer, model, , , productSerial, assetTag] = product;
  return {
    ...{ manufacturer, model, assetTag },
    serials: [productSerial, chassisSerial].flatMap((serial) => (serial ? [serial] : [])),
  };
}

async function area(session: IpmiSession, unit: number, start: number): Promise<string[]> {
  if (start === 0) {
    return [];
  }
  const length = (await read(session, unit, start * areaUnit, 2)).readUInt8(1) * areaUnit;
  return fieldsOf((await read(session, unit, start * areaUnit, length)).subarray(3));
}

async function read(
  session: IpmiSession,
  unit: number,
  start: number,
  length: number,
): Promise<Buffer> {
  const found: Buffer[] = [];
  for (let done = 0; done < length; ) {
    const at = (start + done) / unit;
    const count = Math.ceil(Math.min(chunk, length - done) / unit);
    const data = [0, at & 0xff, at >> 8, count];
    const answer = await session.ask({ netFn: storage, command: 0x11, data });
    const some = answer.subarray(1, 1 + answer.readUInt8(0) * unit);
    if (some.length === 0) {
      break;
    }
    found.push(some);
    done += some.length;
  }
  const whole = Buffer.alloc(length);
  Buffer.concat(found).copy(whole);
  return whole;
}

/** The fields of an area: each is led by its type and length. */
function fieldsOf(bytes: Buffer): string[] {
  const found: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.readUInt8(at);
    if (head === noMore) {
      break;
    }
    const field = bytes.subarray(at + 1, at + 1 + (head & 0x3f));
    found.push(textOf(head >> 6, field).trim());
    at += 1 + (head & 0x3f);
  }
  return found;
}

/** Bytes, digits, letters in six bits each, or letters. */
export function textOf(type: number, bytes: Buffer): string {
  switch (type) {
    case 0:
      return bytes.toString("hex");
    case 1:
      return [...bytes]
        .map((byte) => "0123456789 -.".charAt(byte >> 4) + "0123456789 -.".charAt(byte & 15))
        .join("");
    case 2:
      return packedText(bytes);
    default:
      return bytes.toString("latin1").replaceAll("\0", "");
  }
}

function packedText(bytes: Buffer): string {
  const bits = [...bytes]
    .reverse()
    .map((byte) => byte.toString(2).padStart(8, "0"))
    .join("");
  return Array.from({ length: Math.floor(bits.length / 6) }, (_, index) => {
    const end = bits.length - index * 6;
    return String.fromCharCode(Number.parseInt(bits.slice(end - 6, end), 2) + sixBit);
  }).join("");
}
