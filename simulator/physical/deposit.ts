import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { simulatedIdentity } from "../veeam/certificate.js";
import { portOf } from "../veeam/server.js";

/** What becomes of a request: it is answered, lost before or after the work, or held for good. */
export type Fate = "answered" | "refused" | "lost" | "held";

/** Says what becomes of a request. */
export type FindFate = (method: string, path: string) => Fate;

/** Something that listens on the loopback address. */
export interface Listening {
  /** `https://127.0.0.1:PORT`, and for a deposit its folder. */
  readonly address: string;
  readonly fingerprint: string;
  readonly stop: () => void;
}

/** The provider's deposit: a folder that is read and written over HTTPS. */
export interface RunningDeposit extends Listening {
  readonly files: Map<string, string>;
}

const folder = "/machines";

/** Starts a deposit. What installations need takes no account: answers, and saying that they ended. */
export async function startDeposit(
  account: { readonly user: string; readonly password: string },
  fate: FindFate,
): Promise<RunningDeposit> {
  const files = new Map<string, string>();
  const wanted = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString("base64")}`;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? "").slice(folder.length);
    const isOpen = /^\/[^/]+\/(answers\/|done$)/.test(path);
    if (request.headers.authorization !== wanted && !isOpen) {
      response.writeHead(401).end();
      return;
    }
    switch (request.method) {
      case "GET": {
        const found = files.get(path);
        response.writeHead(found === undefined ? 404 : 200).end(found);
        return;
      }
      case "PUT":
        files.set(path, await text(request));
        response.writeHead(204).end();
        return;
      default:
        response.writeHead(files.delete(path) ? 204 : 404).end();
    }
  };
  return { ...(await listenWith("deposit", answer, fate, folder)), files };
}

/** Serves over HTTPS with the identity of a name. */
export async function listenWith(
  name: string,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  fate: FindFate,
  path = "",
): Promise<Listening> {
  const { key, certificate, fingerprint } = await simulatedIdentity(name);
  const sockets = new Set<Socket>();
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const what = fate(request.method ?? "", request.url ?? "");
    if (what === "refused") {
      response.destroy();
    } else if (what === "held") {
      // Nothing ever comes.
      request.resume();
    } else if (what === "lost") {
      // The work is done with an answer that nobody gets.
      response.end = () => response.destroy();
      void answer(request, response);
    } else {
      void answer(request, response);
    }
  });
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
  return { address: `https://127.0.0.1:${portOf(server.address())}${path}`, fingerprint, stop };
}
