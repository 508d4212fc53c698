import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import type { Connection } from "../../remote/connection.js";
import { RemoteFailure, Unanswered } from "../../remote/failure.js";
import { openSocket } from "../../remote/socket.js";

/** The version and revision of the API that this client speaks; later servers know it too. */
export const apiVersion = "1.3-rev0";

/** What is sent. */
export interface Sent {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came back. */
export interface Received {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Sends one request over a connection of its own.
 *
 * @throws RemoteFailure when the server is not the one that is trusted
 * @throws Unanswered when there is no answer in time or the connection breaks
 */
export async function exchange(
  { address, trust }: Pick<Connection, "address" | "trust">,
  { method, path, headers, body }: Sent,
  milliseconds: number,
): Promise<Received> {
  const url = new URL(path, address);
  const signal = AbortSignal.timeout(milliseconds);
  try {
    const socket = await openSocket(url, trust, signal);
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      request({
        createConnection: () => socket,
        ...{ host: url.hostname, path: `${url.pathname}${url.search}`, method, signal },
        headers: { ...headers, ...always, host: url.host },
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
    const reason = signal.aborted ? `no answer within ${milliseconds / 1000} s` : reasonOf(error);
    throw new Unanswered(`${method} ${url.origin}${url.pathname}: ${reason}`);
  }
}

const always = {
  "x-api-version": apiVersion,
  accept: "application/json",
  connection: "close",
} as const;

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
