import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import type { TLSSocket } from "node:tls";
import type { Connection, Patience } from "../remote/connection.js";
import { RemoteFailure, Unanswered } from "../remote/failure.js";
import { openSocket } from "../remote/socket.js";

/** What is sent. */
export interface Sent {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether doing it twice is doing it once. */
  readonly repeatable: boolean;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

const firstPause = 500;
const longestPause = 15_000;

/**
 * Sends requests over HTTPS to one server, over one connection while it lasts: BMCs take a second
 * to open one. It is to be ended.
 */
export class Wire {
  private readonly address: string;
  private readonly patience: Patience;
  private readonly agent: Agent;
  private waited = 0;

  constructor(connection: Pick<Connection, "address" | "trust">, patience: Patience) {
    this.address = connection.address;
    this.patience = patience;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const url = new URL(connection.address);
    Object.assign(this.agent, {
      createConnection: (_options: unknown, done: (error: unknown, socket?: TLSSocket) => void) => {
        const signal = AbortSignal.timeout(patience.request);
        openSocket(url, connection.trust, signal).then(
          (socket) => done(undefined, socket.setNoDelay()),
          (error: unknown) => done(error),
        );
      },
    });
  }

  /** Closes the connection. */
  end(): void {
    this.agent.destroy();
  }

  /**
   * Sends a request until it is answered, within the patience: one that is repeatable also to a
   * server that is away, every other one only while the server says that it is busy.
   *
   * @throws RemoteFailure when the server is not the one that is trusted
   * @throws Unanswered when nobody knows whether it was done
   */
  async send(sent: Sent): Promise<Received> {
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      const mayWait = this.waited + pause <= this.patience.inAll;
      const received = await this.exchange(sent).catch((failure: unknown) => {
        if (failure instanceof Unanswered && sent.repeatable && mayWait) {
          return undefined;
        }
        throw failure;
      });
      if (received !== undefined && !(isBusy(received, sent) && mayWait)) {
        return received;
      }
      this.waited += pause;
      await this.patience.wait(pause);
    }
  }

  private async exchange({ method, path, headers, body }: Sent): Promise<Received> {
    const url = new URL(path, this.address);
    const signal = AbortSignal.timeout(this.patience.request);
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request({
          ...{ agent: this.agent, host: url.hostname, port: url.port || 443, method, signal },
          path: `${url.pathname}${url.search}`,
          headers: { ...headers, accept: "application/json", host: url.host },
        })
          .once("response", resolve)
          .once("error", reject)
          .end(body);
      });
      const { statusCode: status = 0, headers: told } = response;
      return { status, headers: told, text: await text(response) };
    } catch (error) {
      if (error instanceof RemoteFailure) {
        throw error;
      }
      const late = `no answer within ${this.patience.request / 1000} s`;
      const reason = error instanceof Error ? error.message : String(error);
      throw new Unanswered(
        `${method} ${url.origin}${url.pathname}: ${signal.aborted ? late : reason}`,
      );
    }
  }
}

function isBusy({ status }: Received, { repeatable }: Sent): boolean {
  return status === 429 || status === 503 || (repeatable && status >= 500);
}
