import { timingSafeEqual } from "node:crypto";
import { decrypt, encrypt, type Suite } from "./suite.js";

const rmcp = Buffer.from([0x06, 0x00, 0xff, 0x07]);
const rmcpPlus = 0x06;
const nextHeader = 0x07;
const encryptedAndSigned = 0xc0;

/** Payloads of RMCP+. */
export const payloads = { message: 0x00, openSession: 0x10, rakp1: 0x12, rakp3: 0x14 } as const;

/** What a session's packets are made with. */
export interface Keys {
  readonly suite: Suite;
  /** Number of the session, as the BMC and as this side have given it. */
  readonly bmcSession: number;
  readonly ownSession: number;
  readonly integrity: Buffer;
  readonly confidentiality: Buffer;
}

/** A command of IPMI. */
export interface Command {
  readonly netFn: number;
  /** The unit that it is for; 0 when absent. */
  readonly lun?: number;
  readonly command: number;
  readonly data?: readonly number[] | Buffer;
}

/** A packet outside of any session. */
export function openPacket(type: number, payload: Buffer): Buffer {
  return Buffer.concat([rmcp, header(type, 0, 0, payload.length), payload]);
}

/** The payload of a packet outside of any session; undefined where it is another one. */
export function readOpenPacket(type: number, packet: Buffer): Buffer | undefined {
  return packet.length >= 16 && packet[4] === rmcpPlus && packet[5] === type
    ? packet.subarray(16, 16 + packet.readUInt16LE(14))
    : undefined;
}

/** A packet of a session, encrypted and signed. */
export function sealedPacket(keys: Keys, sequence: number, payload: Buffer): Buffer {
  const encrypted = encrypt(keys.confidentiality, payload);
  const start = header(encryptedAndSigned, keys.bmcSession, sequence, encrypted.length);
  const pad = (4 - ((start.length + encrypted.length + 2) % 4)) % 4;
  const end = Buffer.from([...Array.from({ length: pad }, () => 0xff), pad, nextHeader]);
  const signed = Buffer.concat([start, encrypted, end]);
  return Buffer.concat([rmcp, signed, keys.suite.shortCode(keys.integrity, signed)]);
}

/** The payload of a packet of a session; undefined where the BMC has not made it for this session. */
export function readSealedPacket(keys: Keys, packet: Buffer): Buffer | undefined {
  if (packet.length < 18 || packet[4] !== rmcpPlus || packet[5] !== encryptedAndSigned) {
    return undefined;
  }
  const [signed, code] = keys.suite.signed(packet.subarray(4));
  const isTheirs =
    packet.readUInt32LE(6) === keys.ownSession &&
    isSame(keys.suite.shortCode(keys.integrity, signed), code);
  return isTheirs
    ? decrypt(keys.confidentiality, packet.subarray(16, 16 + packet.readUInt16LE(14)))
    : undefined;
}

/** A command as a message to the BMC. */
export function message(sequence: number, { netFn, lun = 0, command, data = [] }: Command): Buffer {
  const to = [0x20, (netFn << 2) | lun];
  const rest = [0x81, sequence << 2, command, ...data];
  return Buffer.from([...to, checksum(to), ...rest, checksum(rest)]);
}

/** What a message answers to a command: its completion code, then its data; undefined where it is no answer to it. */
export function readMessage(
  sequence: number,
  { netFn, command }: Command,
  bytes: Buffer,
): Buffer | undefined {
  const isAnswer =
    bytes.length >= 8 &&
    (bytes[1] ?? 0) >> 2 === netFn + 1 &&
    (bytes[4] ?? 0) >> 2 === sequence &&
    bytes[5] === command;
  return isAnswer ? bytes.subarray(6, -1) : undefined;
}

/** Whether two codes are the same one. */
export function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function header(type: number, session: number, sequence: number, length: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.set([rmcpPlus, type]);
  bytes.writeUInt32LE(session, 2);
  bytes.writeUInt32LE(sequence, 6);
  bytes.writeUInt16LE(length, 10);
  return bytes;
}

function checksum(bytes: readonly number[]): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
