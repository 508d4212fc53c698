import { randomBytes } from "node:crypto";
import type { Commands } from "./commands.js";
import { type SuiteNumber, seal, sign, suites, unseal } from "./crypto.js";
import { guidOf } from "./labels.js";

const rmcp = Buffer.from([0x06, 0x00, 0xff, 0x07]);
/** BMCs have few sessions: who does not close them is shut out. */
const mostSessions = 4;

interface Session {
  readonly suite: SuiteNumber;
  readonly client: number;
  /** Absent until the client has proved who it is. */
  keys?: { readonly integrity: Buffer; readonly confidentiality: Buffer };
  login?: { readonly random: Buffer; readonly own: Buffer; readonly account: Buffer };
  sequence: number;
  /** The highest number that came: what is sent again under it is no new request. */
  seen: number;
}

/** Opens sessions of RMCP+ and answers what is asked in them. */
export class Sessions {
  private readonly open = new Map<number, Session>();
  private readonly account: { readonly user: string; readonly password: string };
  private readonly offered: readonly SuiteNumber[];
  private readonly guid: Buffer;
  private readonly commands: Commands;

  constructor(
    account: { readonly user: string; readonly password: string },
    offered: readonly SuiteNumber[],
    uuid: string,
    commands: Commands,
  ) {
    this.account = account;
    this.offered = offered;
    this.guid = guidOf(uuid);
    this.commands = commands;
  }

  /** How many sessions are open, without those that nobody has proved to be his. */
  get inUse(): number {
    return [...this.open.values()].filter(({ keys }) => keys !== undefined).length;
  }

  forget(): void {
    this.open.clear();
  }

  /** What a datagram is answered with; undefined where it is answered with silence. */
  answer(datagram: Buffer): Buffer | undefined {
    if (datagram[4] === 0x00) {
      return this.outside(datagram);
    }
    const length = datagram.readUInt16LE(14);
    const payload = datagram.subarray(16, 16 + length);
    switch (datagram[5]) {
      case 0x10:
        return plain(0x11, this.begin(payload));
      case 0x12:
        return plain(0x13, this.firstProof(payload));
      case 0x14:
        return plain(0x15, this.lastProof(payload));
      default:
        return this.inside(datagram, payload);
    }
  }

  /** Who asks outside of a session learns only that it needs one. */
  private outside(datagram: Buffer): Buffer | undefined {
    const payload = datagram.subarray(14);
    if (payload[5] !== 0x38) {
      return undefined;
    }
    const answer = answered(payload, [0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0]);
    return Buffer.concat([rmcp, Buffer.alloc(9), Buffer.from([answer.length]), answer]);
  }

  private begin(payload: Buffer): Buffer {
    const client = payload.subarray(4, 8);
    const asked = [12, 20, 28].map((at) => payload[at]);
    const suite = this.offered.find((one) =>
      suites[one].numbers.every((number, index) => number === asked[index]),
    );
    if (suite === undefined || this.inUse >= mostSessions) {
      const status = suite === undefined ? 0x11 : 0x01;
      return headOf(payload, status, client.readUInt32LE());
    }
    const number = randomBytes(4).readUInt32LE();
    this.open.set(number, { suite, client: client.readUInt32LE(), sequence: 0, seen: 0 });
    return Buffer.concat([
      Buffer.from([payload[0] ?? 0, 0, payload[1] ?? 0, 0]),
      ...[client, number32(number), payload.subarray(8, 32)],
    ]);
  }

  private firstProof(payload: Buffer): Buffer {
    const session = this.open.get(payload.readUInt32LE(4));
    const random = payload.subarray(8, 24);
    const account = Buffer.concat([payload.subarray(24, 25), payload.subarray(27)]);
    const head = (status: number) => headOf(payload, status, session?.client ?? 0);
    if (session === undefined || session.keys !== undefined) {
      return head(0x02);
    }
    if (payload.subarray(28).toString() !== this.account.user) {
      return head(0x0d);
    }
    const own = randomBytes(16);
    session.login = { random, own, account };
    const [client, number] = [number32(session.client), payload.subarray(4, 8)];
    const proof = sign(
      session.suite,
      this.key,
      ...[client, number, random, own, this.guid, account],
    );
    return Buffer.concat([head(0), own, this.guid, proof]);
  }

  private lastProof(payload: Buffer): Buffer {
    const session = this.open.get(payload.readUInt32LE(4));
    const { login } = session ?? {};
    const head = (status: number) => headOf(payload, status, session?.client ?? 0);
    if (session === undefined || login === undefined) {
      return head(0x02);
    }
    const { random, own, account } = login;
    const { suite } = session;
    const expected = sign(suite, this.key, own, number32(session.client), account);
    if (!payload.subarray(8).equals(expected)) {
      return head(0x0f);
    }
    const key = sign(suite, this.key, random, own, account);
    session.keys = {
      integrity: sign(suite, key, Buffer.alloc(20, 1)),
      confidentiality: sign(suite, key, Buffer.alloc(20, 2)),
    };
    delete session.login;
    const end = sign(suite, key, random, payload.subarray(4, 8), this.guid);
    return Buffer.concat([head(0), end.subarray(0, suites[suite].length)]);
  }

  private inside(datagram: Buffer, payload: Buffer): Buffer | undefined {
    const number = datagram.readUInt32LE(6);
    const session = this.open.get(number);
    if (session?.keys === undefined || datagram[5] !== 0xc0) {
      return undefined;
    }
    const { suite, keys } = session;
    const end = datagram.length - suites[suite].length;
    const code = sign(suite, keys.integrity, datagram.subarray(4, end));
    const sequence = datagram.readUInt32LE(10);
    const isNew = sequence > session.seen;
    if (!code.subarray(0, suites[suite].length).equals(datagram.subarray(end)) || !isNew) {
      return undefined;
    }
    session.seen = sequence;
    const asked = unseal(keys.confidentiality, payload);
    const data = asked.subarray(6, -1);
    const [netFn, command] = [(asked[1] ?? 0) >> 2, asked[5] ?? 0];
    const isEnd = netFn === 0x06 && command === 0x3c;
    const result = isEnd ? [0] : this.commands.do(netFn, command, data);
    const answer = this.sealed(session, answered(asked, result));
    if (isEnd) {
      this.open.delete(number);
    }
    return answer;
  }

  private sealed(session: Session, payload: Buffer): Buffer {
    const { suite, keys, client } = session;
    if (keys === undefined) {
      throw new Error("the session is not open");
    }
    session.sequence += 1;
    const encrypted = seal(keys.confidentiality, payload);
    const pad = (4 - ((12 + encrypted.length + 2) % 4)) % 4;
    const length = Buffer.from([encrypted.length & 0xff, encrypted.length >> 8]);
    const signed = Buffer.concat([
      ...[Buffer.from([0x06, 0xc0]), number32(client), number32(session.sequence), length],
      ...[encrypted, Buffer.alloc(pad, 0xff), Buffer.from([pad, 0x07])],
    ]);
    const code = sign(suite, keys.integrity, signed).subarray(0, suites[suite].length);
    return Buffer.concat([rmcp, signed, code]);
  }

  private get key(): Buffer {
    return Buffer.from(this.account.password);
  }
}

/** How the answer to a step of a login begins. */
function headOf(asked: Buffer, status: number, client: number): Buffer {
  return Buffer.concat([Buffer.from([asked[0] ?? 0, status, 0, 0]), number32(client)]);
}

function plain(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.set([0x06, type]);
  head.writeUInt16LE(payload.length, 10);
  return Buffer.concat([rmcp, head, payload]);
}

/** The message that answers a message: its completion code, then its data. */
function answered(asked: Buffer, result: readonly number[] | Buffer): Buffer {
  const head = [asked[3] ?? 0x81, (((asked[1] ?? 0) >> 2) + 1) << 2];
  const rest = [0x20, asked[4] ?? 0, asked[5] ?? 0, ...result];
  return Buffer.from([...head, checksum(head), ...rest, checksum(rest)]);
}

function checksum(bytes: readonly number[]): number {
  return (0x100 - (bytes.reduce((sum, byte) => sum + byte, 0) & 0xff)) & 0xff;
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
