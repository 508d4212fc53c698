import { createConnection } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Client, type ConnectConfig, utils } from "ssh2";
import { Refusal } from "../core/refusal.js";
import type { Connection } from "./inputs.js";

/** Where a host is reached, and with which key when the connection brings none. */
export interface Route {
  readonly host: string;
  readonly port: number;
  readonly privateKey?: string;
  /** Called when nobody dials any more; what is connected stays so. */
  readonly close?: () => void;
}

const firstDelay = 100;
const backoff = 1.5;
const longestDelay = 5000;

const hostKeyAlgorithms = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
  "ssh-rsa",
] as const;

/** The host is there and is not the one that was pinned: trying again would change nothing. */
class WrongHost extends Refusal {}

/**
 * Opens a connection, trying again as the provider does.
 *
 * @throws Refusal that names the host and the last reason
 */
export async function dial(
  connection: Connection,
  route: Route,
  signal: AbortSignal,
): Promise<Client> {
  let delay = firstDelay;
  for (let errors = 1; ; errors += 1) {
    try {
      return await connect(connection, route);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const limit = connection.dialErrorLimit;
      if (error instanceof WrongHost || (limit >= 0 && errors > limit) || signal.aborted) {
        const { host, port } = connection;
        throw new Refusal(`dialing ${host}:${port}: after ${errors} failed attempts: ${reason}`);
      }
    }
    await wait(delay, undefined, { signal }).catch(() => undefined);
    delay = Math.min(delay * backoff, longestDelay);
  }
}

function connect(connection: Connection, route: Route): Promise<Client> {
  const client = new Client();
  const shown: { wrong?: string } = {};
  return new Promise((resolve, reject) => {
    client.once("ready", () => resolve(client));
    client.once("error", (error) => {
      reject(shown.wrong === undefined ? error : new WrongHost(shown.wrong));
    });
    client.once("close", () => reject(new Error("the host closed the connection")));
    client.connect({
      // Each step of the handshake waits for an answer: none of them waits to be filled up.
      sock: createConnection({ host: route.host, port: route.port, noDelay: true }),
      username: connection.user,
      readyTimeout: connection.perDialTimeout * 1000,
      ...credentials(connection, route),
      ...pin(connection.hostKey, (reason) => {
        shown.wrong = reason;
      }),
    });
  });
}

function credentials(connection: Connection, route: Route): ConnectConfig {
  const { password, privateKeyPassword, agentSocketPath } = connection;
  const agent = agentSocketPath ?? process.env["SSH_AUTH_SOCK"];
  const own = connection.privateKey === undefined && password === undefined;
  const privateKey = connection.privateKey ?? (own ? route.privateKey : undefined);
  return {
    ...(privateKey !== undefined && { privateKey }),
    ...(privateKeyPassword !== undefined && { passphrase: privateKeyPassword }),
    ...(password !== undefined && { password }),
    ...(privateKey === undefined && agent !== undefined && agent !== "" && { agent }),
  };
}

/** Accepts one key only, of one type, so that the host shows that one. */
function pin(hostKey: string | undefined, mismatch: (reason: string) => void): ConnectConfig {
  if (hostKey === undefined) {
    return {};
  }
  const wanted = utils.parseKey(hostKey);
  if (wanted instanceof Error) {
    throw new Refusal(`the pinned host key cannot be read: ${wanted.message}`);
  }
  const key = wanted.getPublicSSH();
  return {
    algorithms: { serverHostKey: hostKeyAlgorithms.filter((known) => known === wanted.type) },
    hostVerifier: (shown: Buffer) => {
      if (shown.equals(key)) {
        return true;
      }
      mismatch("ssh: handshake failed: ssh: host key mismatch");
      return false;
    },
  };
}
