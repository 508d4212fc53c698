import { once } from "node:events";
import { createServer, type Server as Door } from "node:net";
import { type Connection, Server, type Session } from "ssh2";
import type { Guest } from "../../cli/guests/guest.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";

const hostKey = newKeyPair("host");
/** The private key of whoever asks. */
export const ownKey = newKeyPair("provider").private;

/** SSH servers of a test on the loopback address. */
export class SshGuests {
  private readonly doors: Door[] = [];

  /** A server that lets the key of the test in and does with its sessions what it is told. */
  async serve(serveSession: (session: Session) => void, os: Guest["os"] = "linux"): Promise<Guest> {
    const server = new Server({ hostKeys: [hostKey.private] }, (connection: Connection) => {
      connection.on("authentication", (attempt) =>
        attempt.method === "publickey" ? attempt.accept() : attempt.reject(["publickey"]),
      );
      connection.on("session", (accept) => serveSession(accept()));
      connection.on("error", () => {});
    });
    const port = await this.open(createServer((socket) => server.injectSocket(socket)));
    return this.at(port, os);
  }

  /** A server that takes connections and says nothing. */
  async mute(): Promise<Guest> {
    return this.at(await this.open(createServer(() => {})));
  }

  at(port: number, os: Guest["os"] = "linux"): Guest {
    return { os, address: "127.0.0.1", port, account: "comanaged", hostKey: hostKey.public };
  }

  close(): void {
    for (const door of this.doors) {
      door.close();
    }
  }

  private async open(door: Door): Promise<number> {
    this.doors.push(door.listen(0, "127.0.0.1"));
    await once(door, "listening");
    const address = door.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }
}
