import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { asking } from "../../cli/guests/asking.js";
import { Commands } from "../../simulator/command/provider.js";
import { type JsonObject, shown } from "../../simulator/core/json.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { keep, person } from "../components/access/guestRoot.js";
import {
  opensNow,
  patchedServer,
  patchingOf,
  section,
} from "../components/access/patchedServer.js";
import { freePort, Sshd } from "./sshd.js";

describe("The simulated command provider and OpenSSH", function () {
  this.timeout(30_000);
  let sshd: Sshd;
  let connection: JsonObject;

  before(async () => {
    sshd = await Sshd.start();
    const { port, user, privateKey, hostKey } = sshd;
    connection = { host: "127.0.0.1", port, user, privateKey, hostKey };
  });

  after(() => sshd.stop());

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

describe("The commands that ask servers and OpenSSH", function () {
  this.timeout(30_000);
  let sshd: Sshd;
  let root: string;

  before(async () => {
    root = patchedServer(patchingOf([opensNow({ held: true })]));
    sshd = await Sshd.start([`SetEnv COMANAGED_ROOT=${root}`]);
  });

  after(() => {
    sshd.stop();
    rmSync(root, { recursive: true });
  });

  const ask = (section: string, value: unknown, hostKey = sshd.hostKey) => {
    const { port, user: account, privateKey } = sshd;
    const guest = { os: "linux", address: "127.0.0.1", port, account, hostKey } as const;
    const guests = async () => new Map([["db-1", guest]]);
    return asking({ guests, credentials: { privateKey } })("db-1", section, value);
  };
  const release = { group: "production", cycle: "2026-12-15" };
  const kept = () => JSON.parse(readFileSync(join(root, file), "utf8"));
  const file = "var/lib/comanaged/patching-release.json";

  it("understand each other: results are read and releases are written", async () => {
    assert.match(JSON.stringify(await ask("patchingResults", {})), /"group":"production"/);
    assert.deepEqual(await ask("patchingRelease", release), release);
    assert.deepEqual(kept(), release);
    await assert.rejects(ask("patchingResults", {}, newKeyPair("x").public), /another host key/);
    await assert.rejects(ask("patchingRelease", { ...release, group: "test" }), /refuses: /);
  });

  it("let the job's key do that and nothing else, whatever command and program it sends", async () => {
    const { publicKey } = sshd;
    const job = { ...person("job", [publicKey]), onlyPatches: true };
    keep(root, section("administrators", { people: [job], authorities: [] }));
    const line =
      readFileSync(join(root, "etc/ssh/comanaged/keys/job"), "utf8").split("\n")[1] ?? "";
    assert.match(line, /^restrict,command="sudo -n /);
    // Here it is root who comes in, and the program lies in the server's root.
    sshd.authorize(line.replace("sudo -n ", "").replace(" /usr/local", ` ${root}/usr/local`));
    assert.match(JSON.stringify(await ask("patchingResults", {})), /"release":\{/);
    assert.deepEqual(await ask("patchingRelease", { ...release, cycle: "2027-01-19" }), {
      ...{ ...release, cycle: "2027-01-19" },
    });
    const administrators = { people: [person("mallory")], authorities: [] };
    await assert.rejects(ask("administrators", administrators), /is not a section/);
    assert.ok(!existsSync(join(root, "etc/sudoers.d/comanaged-mallory")));
  });
});
