import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { Commands } from "../../simulator/command/provider.js";
import { type JsonObject, shown } from "../../simulator/core/json.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

describe("The simulated command provider and OpenSSH", function () {
  this.timeout(30_000);
  const folder = mkdtempSync(join(tmpdir(), "comanaged-sshd-"));
  const privateKey = join(folder, "key");
  const hostKeyFile = join(folder, "host");
  let daemon: ChildProcess;
  let connection: JsonObject;

  before(async () => {
    const makeKey = (file: string) =>
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
    makeKey(privateKey);
    makeKey(hostKeyFile);
    const authorized = join(folder, "authorized");
    writeFileSync(authorized, readFileSync(`${privateKey}.pub`));
    chmodSync(authorized, 0o600);
    const port = await freePort();
    const settings = [
      `ListenAddress 127.0.0.1:${port}`,
      `HostKey ${hostKeyFile}`,
      `AuthorizedKeysFile ${authorized}`,
      ...["StrictModes no", "UsePAM no", "PidFile none", "PasswordAuthentication no"],
    ];
    writeFileSync(join(folder, "config"), settings.map((line) => `${line}\n`).join(""));
    mkdirSync("/run/sshd", { recursive: true });
    daemon = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "config")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    assert.ok(daemon.stderr);
    await once(daemon.stderr, "data");
    connection = {
      ...{ host: "127.0.0.1", port, user: userInfo().username },
      privateKey: readFileSync(privateKey, "utf8"),
      hostKey: readFileSync(`${hostKeyFile}.pub`, "utf8"),
    };
  });

  after(() => {
    daemon.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  const commands = new Commands(async (host, port) => ({ host, port }));
  const run = async (create: string, more: JsonObject = {}, stdin = "", timeoutSeconds = 0) => {
    const value = { connection: { ...connection, ...more }, create, stdin };
    const subject = { token: "command:remote:Command", name: "it", timeoutSeconds };
    const { properties } = await commands.create(subject, { value, secrets: [] }, false);
    return properties.value;
  };

  it("understand each other: input, output, errors, and lines of any length", async () => {
    const { stdout, stderr } = await run("cat; echo bad >&2", {}, "päper $(id)\n");
    assert.deepEqual([stdout, stderr], ["päper $(id)", "bad"]);
    assert.equal(
      shown((await run("head -c 300000 /dev/zero | tr '\\0' x"))["stdout"]).length,
      300_000,
    );
    await assert.rejects(run("echo why; exit 3"), /^Refusal: exit status 3: .*\nwhy$/s);
  });

  it("part when the host key is another one, and when nobody is there", async () => {
    const hostKey = newKeyPair("test").public;
    await assert.rejects(run("id", { hostKey }), /host key mismatch$/);
    const gone = { port: await freePort(), dialErrorLimit: 1 };
    await assert.rejects(run("id", gone), /after 2 failed attempts: connect ECONNREFUSED/);
  });

  it("part when a command hangs, and when the connection breaks", async () => {
    await assert.rejects(run("sleep 20", {}, "", 1), /^Refusal: the command took longer than 1 s$/);
    await assert.rejects(
      run("kill -9 $PPID; sleep 5"),
      /the connection was lost while the command ran$/,
    );
  });
});
