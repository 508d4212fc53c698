import { once } from "node:events";
import { request } from "node:http";
import { connect as connectPlain, isIP } from "node:net";
import type { Duplex } from "node:stream";
import { connect, type TLSSocket } from "node:tls";
import type { Trust } from "./connection.js";
import { RemoteFailure } from "./failure.js";

/**
 * Opens a connection to a server that is the one that is trusted, through the proxy that
 * `HTTPS_PROXY` names where there is one. Nothing is sent before the server is known.
 */
export async function openSocket(url: URL, trust: Trust, signal: AbortSignal): Promise<TLSSocket> {
  // The time for opening it is none for what is sent over it then.
  const opening = new AbortController();
  const stop = () => opening.abort();
  signal.addEventListener("abort", stop);
  try {
    return await openTrusted(url, trust, opening.signal);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function openTrusted(url: URL, trust: Trust, signal: AbortSignal): Promise<TLSSocket> {
  const plain = await openPlain(url, signal);
  const isPinned = "fingerprint" in trust;
  const socket = connect({
    socket: plain,
    host: url.hostname,
    ...(isIP(url.hostname) === 0 && { servername: url.hostname }),
    // A pinned certificate needs nobody who vouches for it: it is compared below.
    rejectUnauthorized: !isPinned,
    ...(!isPinned && { ca: trust.authority }),
  });
  // Who waits hears of the first failure: a second one, of what lies below, is no news.
  socket.on("error", () => undefined);
  signal.addEventListener("abort", () => socket.destroy(new Error("no answer in time")));
  await once(socket, "secureConnect");
  const shown = socket.getPeerCertificate().fingerprint256;
  if (isPinned && shown !== trust.fingerprint.toUpperCase()) {
    socket.destroy();
    throw new RemoteFailure(
      `${url.host} shows a certificate with the fingerprint ${shown}, expected ${trust.fingerprint}. ` +
        "If the certificate was renewed, write its new fingerprint into the catalog.",
    );
  }
  return socket;
}

async function openPlain(url: URL, signal: AbortSignal): Promise<Duplex> {
  const proxy = proxyFor(url);
  if (proxy === undefined) {
    const socket = connectPlain({ host: url.hostname, port: portOf(url), signal });
    await once(socket, "connect");
    return socket;
  }
  const target = `${url.hostname}:${portOf(url)}`;
  return new Promise((resolve, reject) => {
    request({ host: proxy.hostname, port: proxy.port, method: "CONNECT", path: target, signal })
      .once("connect", ({ statusCode }, socket) => {
        if (statusCode === 200) {
          resolve(socket);
        } else {
          socket.destroy();
          reject(new Error(`the proxy ${proxy.host} answers ${statusCode} for ${target}`));
        }
      })
      .once("error", reject)
      .end();
  });
}

function portOf(url: URL): number {
  return Number(url.port === "" ? 443 : url.port);
}

function proxyFor({ hostname }: URL): URL | undefined {
  const { env } = process;
  const proxy = env["HTTPS_PROXY"] ?? env["https_proxy"] ?? "";
  const direct = (env["NO_PROXY"] ?? env["no_proxy"] ?? "").split(",").map((one) => one.trim());
  const isDirect = direct.some(
    (one) => one !== "" && `.${hostname}`.endsWith(`.${one.replace(/^\./, "")}`),
  );
  return proxy === "" || isDirect ? undefined : new URL(proxy);
}
