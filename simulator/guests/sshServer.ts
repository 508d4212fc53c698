import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";
import {
  type AuthContext,
  type Connection,
  type PublicKeyAuthContext,
  Server,
  type Session,
  utils,
} from "ssh2";
import { type FileSystem, imageAccount } from "./fileSystem.js";

/** A machine's SSH server while somebody dials. */
export interface Listening {
  readonly port: number;
  readonly close: () => void;
}

/** What a machine's SSH server needs besides its files. */
export interface Surroundings {
  /** Public key that the image lets in as its account. */
  readonly imageKey: string;
  /** Does what a session asks; the connection is there to be cut. */
  readonly serve: (session: Session, connection: Connection) => void;
}

/**
 * Listens on a free port of the loopback address until it is closed: who dials may try again.
 */
export async function listen(
  files: FileSystem,
  { imageKey, serve }: Surroundings,
): Promise<Listening> {
  const server = new Server({ hostKeys: [files.hostKey] }, (connection: Connection) => {
    connection.on("authentication", (attempt) => authenticate(attempt, files, imageKey));
    connection.on("session", (accept) => serve(accept(), connection));
    // A client that breaks off is no failure of the machine.
    connection.on("error", () => {});
  });
  const door = createServer({ noDelay: true }, (socket) => server.injectSocket(socket));
  door.listen(0, "127.0.0.1");
  await once(door, "listening");
  const address = door.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, close: () => door.close() };
}

function authenticate(attempt: AuthContext, files: FileSystem, imageKey: string): void {
  if (attempt.method !== "publickey" || !isWelcome(attempt, files, imageKey)) {
    attempt.reject(["publickey"]);
    return;
  }
  attempt.accept();
}

function isWelcome(attempt: PublicKeyAuthContext, files: FileSystem, imageKey: string): boolean {
  const { username, key } = attempt;
  if (!files.hasAccount(username) || files.isExpired(username)) {
    return false;
  }
  const lines = [
    ...files.authorizedKeys(username),
    ...(username === imageAccount ? [imageKey] : []),
  ];
  return lines.some((line) => {
    const known = utils.parseKey(line);
    if (known instanceof Error || known.type !== key.algo) {
      return false;
    }
    const own = known.getPublicSSH();
    const same = own.length === key.data.length && timingSafeEqual(own, key.data);
    const { blob, signature, hashAlgo } = attempt;
    // The first attempt of a client only asks whether the key would do; the second one signs.
    return (
      same &&
      (blob === undefined ||
        signature === undefined ||
        known.verify(blob, signature, hashAlgo) === true)
    );
  });
}
