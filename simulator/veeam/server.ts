import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import type { World } from "../core/world.js";
import { type Answer, failure, type Inventory } from "./call.js";
import { simulatedIdentity } from "./certificate.js";
import type { FindVeeamFault, VeeamFault } from "./faults.js";
import { route } from "./router.js";
import { type Account, VeeamService } from "./service.js";

/** A request that was answered, or was not. */
export interface Exchange {
  /** Name of the operation, empty where there is none. */
  readonly operation: string;
  readonly path: string;
  readonly requestBody: string;
  readonly status: number;
  readonly body: Answer["body"];
}

export interface VeeamOptions {
  /** Keeps what the server keeps. */
  readonly world: World;
  /** Name in its certificate, and its place in the world. */
  readonly host: string;
  readonly account: Account;
  readonly inventory?: Partial<Inventory>;
  readonly faults?: FindVeeamFault;
  /** Is told of every exchange. */
  readonly seen?: (exchange: Exchange) => void;
}

/** A backup server that listens on the loopback address. */
export interface RunningVeeam {
  readonly port: number;
  /** SHA-256 of its certificate. */
  readonly fingerprint: string;
  readonly certificate: string;
  readonly stop: () => void;
}

/** Starts a backup server. */
export async function startVeeam(options: VeeamOptions): Promise<RunningVeeam> {
  const { key, certificate, fingerprint } = await simulatedIdentity(options.host);
  const { world, host, account, inventory } = options;
  const service = new VeeamService(world, host, account, inventory);
  const server = createServer({ key, cert: certificate }, (request, response) => {
    void respond(service, options, request, response);
  });
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket.once("close", () => sockets.delete(socket)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.close();
    for (const socket of sockets) {
      socket.destroy();
    }
  };
  return { port: portOf(server.address()), fingerprint, certificate, stop };
}

/** The port of a server that listens. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") {
    throw new Error("the server does not listen on a port");
  }
  return address.port;
}

async function respond(
  service: VeeamService,
  { faults, seen }: VeeamOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "", "https://backup");
  const routed = route(request.method ?? "", pathname);
  const requestBody = await text(request);
  const fault = faults?.(routed?.name ?? "");
  if (fault && !goesOn(fault)) {
    refuse(fault, response);
    return;
  }
  if (fault?.what === "expired") {
    service.tokens.expire(fault.alsoRefresh);
  }
  const { authorization } = request.headers;
  const version = request.headersDistinct["x-api-version"]?.[0];
  const answer = routed
    ? answered(() =>
        service.answer(routed, { version, authorization, query: searchParams, text: requestBody }),
      )
    : failure(404, "NotFound", `There is nothing at ${pathname}.`);
  seen?.({ operation: routed?.name ?? "", path: pathname, requestBody, ...answer });
  if (fault?.what === "lostAnswer") {
    response.destroy();
  } else {
    send(response, answer.status, JSON.stringify(answer.body));
  }
}

/** A mistake of the simulator is told as one, and is no answer of the backup server. */
function answered(work: () => Answer): Answer {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: 599, body: { errorCode: "UnknownError", message: `simulator: ${message}` } };
  }
}

function goesOn({ what }: VeeamFault): boolean {
  return what === "lostAnswer" || what === "expired";
}

function refuse(fault: VeeamFault, response: ServerResponse): void {
  switch (fault.what) {
    case "busy": {
      const { status, retryAfter } = fault;
      send(response, status, "", retryAfter === undefined ? {} : { "retry-after": retryAfter });
      break;
    }
    case "failure":
      send(response, 500, '{"errorCode":"UnknownError","message":"The database is locked."}');
      break;
    case "gateway":
      send(response, 502, "<html>Bad gateway</html>", { "content-type": "text/html" });
      break;
    case "refusedConnection":
      response.destroy();
      break;
    default:
  }
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string | number>> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(status === 204 ? undefined : body);
}
