import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The real OpenSSH server on the loopback address, which lets in who runs the tests. */
export class Sshd {
  readonly user = userInfo().username;
  readonly port: number;
  /** The private key of whoever may come in. */
  readonly privateKey: string;
  /** Its public half. */
  readonly publicKey: string;
  readonly hostKey: string;
  private readonly folder: string;
  private readonly daemon: ChildProcess;

  private constructor(folder: string, port: number, daemon: ChildProcess) {
    this.folder = folder;
    this.port = port;
    this.daemon = daemon;
    const read = (name: string) => readFileSync(join(folder, name), "utf8");
    this.privateKey = read("key");
    this.publicKey = read("key.pub").trim();
    this.hostKey = read("host.pub");
  }

  /** @param settings lines of sshd_config besides those that a test needs */
  static async start(settings: readonly string[] = []): Promise<Sshd> {
    const folder = mkdtempSync(join(tmpdir(), "comanaged-sshd-"));
    for (const name of ["key", "host"]) {
      const file = join(folder, name);
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
    }
    const port = await freePort();
    const lines = [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${join(folder, "host")}`,
      `AuthorizedKeysFile ${join(folder, "authorized")}`,
      ...["StrictModes no", "UsePAM no", "PidFile none", "PasswordAuthentication no"],
      ...settings,
    ];
    writeFileSync(join(folder, "config"), lines.map((line) => `${line}\n`).join(""));
    mkdirSync("/run/sshd", { recursive: true });
    const daemon = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "config")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    assert.ok(daemon.stderr);
    await once(daemon.stderr, "data");
    const made = new Sshd(folder, port, daemon);
    made.authorize(made.publicKey);
    return made;
  }

  /** Lets in who is named by a line of `authorized_keys`, and nobody else. */
  authorize(line: string): void {
    const file = join(this.folder, "authorized");
    writeFileSync(file, `${line}\n`);
    chmodSync(file, 0o600);
  }

  stop(): void {
    this.daemon.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
