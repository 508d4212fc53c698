import { createSocket, type Socket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { once } from "node:events";
import type { Patience } from "../../remote/connection.js";
import { Unanswered } from "../../remote/failure.js";

const standardPort = 623;
/** A session that has not answered for so long is gone: the BMC has restarted. */
const longestRequest = 6_000;
const sendings = 8;

/** Sends datagrams to one BMC and takes its answers; lost ones are sent again. It is to be ended. */
export class Datagrams {
  private readonly address: string;
  private readonly limit: number;
  private readonly socket: Socket;

  private constructor(address: string, limit: number, socket: Socket) {
    this.address = address;
    this.limit = limit;
    this.socket = socket;
  }

  /**
   * @param address such as `ipmi://10.9.2.43` or `ipmi://10.9.2.43:6230`
   * @throws Unanswered when nobody knows that name
   */
  static async open(address: string, { request }: Patience): Promise<Datagrams> {
    const { hostname, port } = new URL(address);
    try {
      const { address: host, family } = await lookup(hostname);
      const socket = createSocket(family === 6 ? "udp6" : "udp4");
      socket.connect(Number(port || standardPort), host);
      await once(socket, "connect");
      // That nobody listens there yet is no other news than that no answer comes.
      socket.on("error", () => undefined);
      return new Datagrams(address, Math.min(request, longestRequest), socket);
    } catch (error) {
      throw new Unanswered(`${address}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  end(): void {
    this.socket.close();
  }

  /**
   * Sends until an answer comes.
   *
   * @param make the datagram, at each sending
   * @param accept what a datagram says; undefined where it is not the answer
   * @throws Unanswered when nobody knows whether it was done
   */
  async ask<T>(make: () => Buffer, accept: (datagram: Buffer) => T | undefined): Promise<T> {
    const answer = this.answer(accept);
    const repeating = setInterval(() => this.socket.send(make()), this.limit / sendings);
    try {
      this.socket.send(make());
      return await answer;
    } finally {
      clearInterval(repeating);
    }
  }

  private answer<T>(accept: (datagram: Buffer) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(late);
        this.socket.off("message", take);
      };
      const late = setTimeout(() => {
        stop();
        reject(new Unanswered(`${this.address}: no answer within ${this.limit / 1000} s`));
      }, this.limit);
      const take = (datagram: Buffer) => {
        try {
          const found = accept(datagram);
          if (found !== undefined) {
            stop();
            resolve(found);
          }
        } catch (error) {
          stop();
          reject(error);
        }
      };
      this.socket.on("message", take);
    });
  }
}
