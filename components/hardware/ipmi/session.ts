import type { Patience } from "../../remote/connection.js";
import { Refused, RemoteFailure, Unanswered } from "../../remote/failure.js";
import type { IpmiConnection } from "./connection.js";
import { Datagrams } from "./datagrams.js";
import { logIn, operator } from "./logIn.js";
import {
  type Command,
  type Keys,
  message,
  readMessage,
  readSealedPacket,
  sealedPacket,
} from "./packets.js";

const firstPause = 500;
const longestPause = 15_000;
/** IPMI 2.0, table 13-20: a password of version 2.0 has at most so many bytes. */
const longestPassword = 20;
const setPrivilege = { netFn: 0x06, command: 0x3b, data: [operator] };
const busy: readonly number[] = [0xc0, 0xc3, 0xd0];

/** A client of a BMC over IPMI 2.0, encrypted and signed. It is to be ended in every case. */
export class IpmiSession {
  private readonly datagrams: Datagrams;
  private readonly connection: IpmiConnection;
  private readonly patience: Patience;
  private keys: Keys | undefined;
  private sequence = 0;
  private number = 0;
  private waited = 0;

  private constructor(datagrams: Datagrams, connection: IpmiConnection, patience: Patience) {
    this.datagrams = datagrams;
    this.connection = connection;
    this.patience = patience;
  }

  /**
   * Logs in.
   *
   * @throws RemoteFailure when the BMC does not let the account in
   * @throws Unanswered when it is away
   */
  static async open(connection: IpmiConnection, patience: Patience): Promise<IpmiSession> {
    if (Buffer.byteLength(connection.password) > longestPassword) {
      throw new RemoteFailure(
        `The password of ${connection.address} in the stack's settings is too long: IPMI takes at most ${longestPassword} bytes.`,
      );
    }
    const datagrams = await Datagrams.open(connection.address, patience);
    const session = new IpmiSession(datagrams, connection, patience);
    try {
      await session.patiently(() => session.opened());
      return session;
    } catch (failure) {
      await session.end();
      throw failure;
    }
  }

  /**
   * What a BMC answers to a command, which is asked again where its answer was lost.
   *
   * @throws Refused with the completion code when the BMC does not do it
   * @throws Unanswered when nobody knows whether it was done
   */
  ask(command: Command): Promise<Buffer> {
    return this.patiently(async () => this.exchange(await this.opened(), command));
  }

  /** Logs out; a BMC that is away forgets the session by itself, after a minute. */
  async end(): Promise<void> {
    const { keys } = this;
    if (keys !== undefined) {
      const data = Buffer.alloc(4);
      data.writeUInt32LE(keys.bmcSession);
      await this.exchange(keys, { netFn: 0x06, command: 0x3c, data }).catch(() => undefined);
    }
    this.datagrams.end();
  }

  /** A BMC that has restarted has forgotten the session: it is asked again in a new one. */
  private async patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      try {
        return await attempt();
      } catch (failure) {
        const isAway = failure instanceof Unanswered;
        const isBusy = failure instanceof Refused && busy.includes(failure.status);
        if (!(isAway || isBusy) || this.waited + pause > this.patience.inAll) {
          throw failure;
        }
        this.keys = isAway ? undefined : this.keys;
        this.waited += pause;
        await this.patience.wait(pause);
      }
    }
  }

  private async opened(): Promise<Keys> {
    if (this.keys !== undefined) {
      return this.keys;
    }
    const keys = await logIn(this.datagrams, this.connection);
    this.sequence = 0;
    await this.exchange(keys, setPrivilege).catch((failure: unknown) => {
      const { address, user } = this.connection;
      throw failure instanceof Refused
        ? new RemoteFailure(`${address} does not let the account ${user} operate the machine.`)
        : failure;
    });
    this.keys = keys;
    return keys;
  }

  private async exchange(keys: Keys, command: Command): Promise<Buffer> {
    this.number = (this.number + 1) % 64;
    const { number } = this;
    const answer = await this.datagrams.ask(
      () => {
        this.sequence += 1;
        return sealedPacket(keys, this.sequence, message(number, command));
      },
      (datagram) => {
        const payload = readSealedPacket(keys, datagram);
        return payload && readMessage(number, command, payload);
      },
    );
    const status = answer.readUInt8(0);
    if (status !== 0) {
      const asked = `${hex(command.netFn)} ${hex(command.command)}`;
      throw new Refused(
        status,
        `${this.connection.address}: the BMC answers command ${asked} with ${hex(status)}.`,
      );
    }
    return answer.subarray(1);
  }
}

const hex = (value: number) => `0x${value.toString(16).padStart(2, "0")}`;
