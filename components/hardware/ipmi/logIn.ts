import { randomBytes } from "node:crypto";
import { RemoteFailure, Unanswered } from "../../remote/failure.js";
import type { IpmiConnection } from "./connection.js";
import type { Datagrams } from "./datagrams.js";
import { isSame, type Keys, openPacket, payloads, readOpenPacket } from "./packets.js";
import { Suite } from "./suite.js";

/** May turn the machine on and off and say what it starts from, and nothing beyond. */
export const operator = 0x03;

const tooManySessions = 0x01;
const noSuchSuite: readonly number[] = [0x04, 0x05, 0x10, 0x11];

/**
 * Logs in to a BMC over RMCP+. Both sides prove that they know the password.
 *
 * @throws RemoteFailure when the BMC does not let the account in, or is not the one that knows it
 * @throws Unanswered when nobody answers, or the BMC has no session left
 */
export async function logIn(datagrams: Datagrams, connection: IpmiConnection): Promise<Keys> {
  const { address, user, password, cipherSuite } = connection;
  const suite = new Suite(cipherSuite);
  const ownSession = randomBytes(4).readUInt32LE() || 1;
  const opened = await exchange(datagrams, payloads.openSession, openRequest(suite, ownSession));
  refuse(opened, connection);
  const bmcSession = opened.readUInt32LE(8);
  const [own, theirs] = [number32(ownSession), number32(bmcSession)];
  const ownRandom = randomBytes(16);
  // 0x10: the account by its name alone.
  const account = Buffer.from([operator | 0x10, user.length, ...Buffer.from(user, "latin1")]);
  const key = Buffer.from(password, "utf8");
  const second = await exchange(
    datagrams,
    payloads.rakp1,
    Buffer.concat([
      ...[Buffer.alloc(4), theirs, ownRandom, account.subarray(0, 1)],
      ...[Buffer.alloc(2), account.subarray(1)],
    ]),
  );
  refuse(second, connection);
  const [random, guid] = [second.subarray(8, 24), second.subarray(24, 40)];
  const proof = suite.code(key, Buffer.concat([own, theirs, ownRandom, random, guid, account]));
  if (!isSame(proof, second.subarray(40))) {
    throw notLetIn(connection);
  }
  const sessionKey = suite.code(key, Buffer.concat([ownRandom, random, account]));
  const fourth = await exchange(
    datagrams,
    payloads.rakp3,
    Buffer.concat([
      ...[Buffer.alloc(4), theirs],
      suite.code(key, Buffer.concat([random, own, account])),
    ]),
  );
  const end = suite.shortCode(sessionKey, Buffer.concat([ownRandom, theirs, guid]));
  // Who lost an answer and asks twice may be told that this step is over: that begins anew.
  if (fourth[1] !== 0 || !isSame(end, fourth.subarray(8))) {
    throw new Unanswered(`${address}: the BMC broke the login off (code ${fourth[1]}).`);
  }
  return {
    ...{ suite, bmcSession, ownSession },
    integrity: suite.code(sessionKey, Buffer.alloc(20, 1)),
    confidentiality: suite.code(sessionKey, Buffer.alloc(20, 2)),
  };
}

/** Answers have the next number; none is shorter than the head of a refusal. */
async function exchange(datagrams: Datagrams, type: number, payload: Buffer): Promise<Buffer> {
  return datagrams.ask(
    () => openPacket(type, payload),
    (datagram) => {
      const answer = readOpenPacket(type + 1, datagram);
      const isWhole = answer && answer.length >= (answer[1] === 0 ? 12 : 2);
      return isWhole && answer[0] === payload[0] ? answer : undefined;
    },
  );
}

function openRequest({ numbers }: Suite, ownSession: number): Buffer {
  return Buffer.concat([
    Buffer.from([0, operator, 0, 0]),
    number32(ownSession),
    ...numbers.map((number, kind) => Buffer.from([kind, 0, 0, 8, number, 0, 0, 0])),
  ]);
}

function refuse(answer: Buffer, connection: IpmiConnection): void {
  const { address, cipherSuite } = connection;
  const status = answer.readUInt8(1);
  if (status === tooManySessions) {
    throw new Unanswered(`${address}: the BMC has no session left.`);
  }
  if (noSuchSuite.includes(status)) {
    const other = cipherSuite === 17 ? ' If it has only suite 3, write "cipherSuite: 3".' : "";
    throw new RemoteFailure(
      `${address} does not offer cipher suite ${cipherSuite} of IPMI.${other}`,
    );
  }
  if (status !== 0) {
    throw notLetIn(connection);
  }
}

function notLetIn({ address, user }: IpmiConnection): RemoteFailure {
  return new RemoteFailure(
    `${address} does not let the account ${user} in. Check its password in the stack's settings, and ` +
      "that it may use IPMI over LAN as an operator.",
  );
}

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
