import { createConnection } from "node:net";
import { Client, type ConnectConfig, utils } from "ssh2";
import type { Guest } from "./guest.js";

/** Where the private key comes from; by default from the SSH agent of whoever calls. */
export type Credentials = Pick<ConnectConfig, "agent" | "privateKey">;

/** The caller's SSH agent, where one runs. */
export function agentCredentials(): Credentials {
  const agent = process.env["SSH_AUTH_SOCK"];
  return agent === undefined || agent === "" ? {} : { agent };
}

/** One command on one server. */
export interface Call {
  readonly command: string;
  readonly stdin: string;
  readonly credentials: Credentials;
  /** Time for all of it, from the first packet to the last. */
  readonly limitMilliseconds: number;
}

/** What a command left. */
export interface Answered {
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number | undefined;
}

/** The most that a server may answer, in bytes: it is shared with people who are root there. */
const longestAnswer = 1024 * 1024;

/**
 * Runs a command on a server whose host key is known.
 *
 * @throws Error that says in one line what went wrong: nobody there, another host key, no way in,
 * no end in time, too much said
 */
export function call(guest: Guest, given: Call): Promise<Answered> {
  const client = new Client();
  const seconds = Math.round(given.limitMilliseconds / 1000);
  return new Promise<Answered>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`gave no answer within ${seconds} s`)),
      given.limitMilliseconds,
    );
    const fail = (reason: Error & { readonly level?: string }) => {
      clearTimeout(late);
      reject(reason.level === "client-authentication" ? refusal(guest, given) : reason);
    };
    client.once("error", fail);
    client.once("close", () => fail(new Error("closed the connection")));
    client.once("ready", () => {
      run(client, given).then((answered) => {
        clearTimeout(late);
        resolve(answered);
      }, fail);
    });
    try {
      client.connect({ ...connection(guest, given, fail), readyTimeout: given.limitMilliseconds });
    } catch (failure) {
      fail(failure instanceof Error ? failure : new Error(String(failure)));
    }
    // Whatever comes after the first word on it is of no interest.
  }).finally(() => client.on("error", () => {}).destroy());
}

function refusal({ account }: Guest, { credentials }: Call): Error {
  const hasKey = credentials.agent !== undefined || credentials.privateKey !== undefined;
  const why = hasKey ? "" : ": no SSH agent runs here (SSH_AUTH_SOCK)";
  return new Error(`does not let ${account} in${why}`);
}

function connection(
  { address, port, account, hostKey }: Guest,
  { credentials }: Call,
  fail: (reason: Error) => void,
): ConnectConfig {
  const pinned = utils.parseKey(hostKey);
  if (pinned instanceof Error) {
    throw new Error(`has a pinned host key that cannot be read: ${pinned.message}`);
  }
  const key = pinned.getPublicSSH();
  return {
    sock: createConnection({ host: address, port, noDelay: true }).once("error", fail),
    username: account,
    ...credentials,
    // Asked for one type only, the server shows the key of that type.
    algorithms: { serverHostKey: hostKeyAlgorithms.filter((one) => one === pinned.type) },
    hostVerifier: (shown: Buffer) => {
      const isPinned = shown.equals(key);
      if (!isPinned) {
        fail(new Error("shows another host key than the one that is pinned"));
      }
      return isPinned;
    },
  };
}

const hostKeyAlgorithms = [
  "ssh-ed25519",
  "ecdsa-sha2-nistp256",
  "ecdsa-sha2-nistp384",
  "ecdsa-sha2-nistp521",
] as const;

function run(client: Client, { command, stdin }: Call): Promise<Answered> {
  const texts = { stdout: "", stderr: "" };
  return new Promise((resolve, reject) => {
    client.exec(command, (error, channel) => {
      if (error) {
        reject(error);
        return;
      }
      const take = (name: "stdout" | "stderr") => (data: string) => {
        texts[name] += data;
        if (texts.stdout.length + texts.stderr.length > longestAnswer) {
          reject(new Error("answers without end"));
        }
      };
      let status: number | undefined;
      channel.setEncoding("utf8").on("data", take("stdout"));
      channel.stderr.setEncoding("utf8").on("data", take("stderr"));
      channel.once("exit", (code: number | null) => {
        status = code ?? undefined;
      });
      channel.once("close", () => resolve({ ...texts, status }));
      // A program that refuses does not read its input to the end.
      channel.on("error", () => {}).end(stdin);
    });
  });
}
