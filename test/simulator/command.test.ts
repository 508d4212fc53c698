import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { Commands } from "../../simulator/command/provider.js";
import { type JsonObject, shown } from "../../simulator/core/json.js";
import { World } from "../../simulator/core/world.js";
import { Guests } from "../../simulator/guests/guests.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";

const address = "10.20.30.40";
const here = "command:local:Command";
const there = "command:remote:Command";
const showKey = 'cat "$COMANAGED_ROOT"/etc/ssh/ssh_host_ed25519_key.pub';

const machine = (id: string) => ({
  ...{ platform: "aws", place: "1/eu", kind: "aws:ec2/instance:Instance", id },
  properties: { privateIp: address, instanceState: "running" },
});

describe("The simulated command provider", () => {
  const folder = mkdtempSync(join(tmpdir(), "comanaged-command-"));
  let world: World;
  let guests: Guests;
  let commands: Commands;

  const open = (...ids: readonly string[]) => {
    // Relative, as `comanaged sim` has it when it is not told otherwise.
    world = new World(relative(".", join(folder, ids.join())), ids.map(machine));
    guests = new Guests(world);
    commands = new Commands(guests.route);
  };
  const close = () => {
    guests.stop();
    world.close();
  };

  before(() => open("i-1"));
  after(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });

  const create = async (token: string, value: JsonObject, timeoutSeconds = 0) => {
    const inputs = { value, secrets: [] };
    return (await commands.create({ token, name: "it", timeoutSeconds }, inputs, false)).properties
      .value;
  };
  const connection = { host: address, user: "comanaged" };
  const onServer = (text: string, more: JsonObject = {}, seconds = 0) =>
    create(there, { connection: { ...connection, ...more }, create: text }, seconds);

  it("runs here what it is told to, with its input, and says what came of it", async () => {
    const told = { create: "cat; echo bad >&2", stdin: "line $(id)", environment: {} };
    const { stdout, stderr } = await create(here, told);
    assert.deepEqual([stdout, stderr], ["line $(id)", "bad"]);
    await assert.rejects(
      create(here, { create: "echo why; exit 3" }),
      /^Refusal: exit status 3: running "echo why; exit 3":\nwhy$/,
    );
    const words = ["node", "-e"];
    const { stdout: said } = await create(here, { interpreter: words, create: "console.log(6*7)" });
    assert.equal(said, "42");
  });

  it("runs on a machine what it is told to, and the machine remembers", async () => {
    await onServer('echo kept > "$COMANAGED_ROOT/etc/kept"');
    close();
    open("i-1");
    assert.equal((await onServer('cat "$COMANAGED_ROOT/etc/kept"'))["stdout"], "kept");
  });

  it("takes a line of any length", async () => {
    const { stdout } = await onServer(`python3 -c 'print("x" * 300000, end="")'`);
    assert.equal(shown(stdout).length, 300_000);
  });

  it("talks to the pinned host only", async () => {
    const hostKey = shown((await onServer(showKey))["stdout"]);
    assert.equal((await onServer("echo in", { hostKey }))["stdout"], "in");
    const other = newKeyPair("test").public;
    await assert.rejects(
      onServer("echo in", { hostKey: other }),
      /^Refusal: dialing 10\.20\.30\.40:22: after 1 failed attempts: ssh: handshake failed: ssh: host key mismatch$/,
    );
  });

  it("lets in nobody whom the machine does not know", async () => {
    const privateKey = newKeyPair("test").private;
    const refused = /after 1 failed attempts: All configured authentication methods failed$/;
    await assert.rejects(onServer("id", { privateKey, dialErrorLimit: 0 }), refused);
    await assert.rejects(onServer("id", { user: "li", dialErrorLimit: 0 }), refused);
  });

  it("is let in at a later attempt, and then the door is shut", async () => {
    let attempts = 0;
    const doors: number[] = [];
    const forgetful = new Commands(async (host, port) => {
      const { privateKey = "", ...route } = await guests.route(host, port);
      doors.push(route.port);
      const key = () => {
        attempts += 1;
        return attempts > 2 ? privateKey : newKeyPair("test").private;
      };
      return Object.defineProperty({ ...route, privateKey }, "privateKey", { get: key });
    });
    const inputs = { value: { connection, create: "echo in" }, secrets: [] };
    await forgetful.create({ token: there, name: "it", timeoutSeconds: 0 }, inputs, false);
    assert.deepEqual([attempts, doors.length], [3, 1]);
    const [door = 0] = doors;
    await assert.rejects(once(createConnection(door, "127.0.0.1"), "connect"), /ECONNREFUSED/);
  });

  it("gives up a host that hangs when its time is over", async () => {
    await assert.rejects(
      onServer("sleep 30", {}, 1),
      /^Refusal: the command took longer than 1 s$/,
    );
  });

  it("goes nowhere but to machines of the world and to this computer", async () => {
    await assert.rejects(onServer("id", { host: "10.20.30.41" }), /connection refused$/);
    await assert.rejects(onServer("id", { host: "example.edu" }), /no such host$/);
  });

  it("has an empty machine in the place of one that is gone", async () => {
    close();
    open("i-2");
    await assert.rejects(onServer('cat "$COMANAGED_ROOT/etc/kept"'), /exit status 1/);
  });

  it("runs again on any change but of the triggers, which replace", () => {
    const olds = { connection, create: "id", stdout: "uid=0", stderr: "" };
    const subject = { token: there, name: "it", timeoutSeconds: 0 };
    const diff = (more: JsonObject, ignore: readonly string[] = []) =>
      commands.diff(
        subject,
        { id: "it1", olds, oldInputs: olds, ignore },
        { connection, create: "id", ...more },
      ).changes;
    assert.deepEqual(diff({}), []);
    assert.deepEqual(diff({ stdin: "a" }), [{ path: "stdin", kind: "add", replace: false }]);
    assert.deepEqual(diff({ triggers: [1] }), [{ path: "triggers", kind: "add", replace: true }]);
    const moved = { connection: { ...connection, host: "10.20.30.42" } };
    assert.deepEqual(
      diff(moved).map(({ replace }) => replace),
      [false],
    );
    assert.deepEqual(diff(moved, ["connection"]), []);
  });

  it("refuses unknown settings and what it does not simulate", () => {
    const value = { connection: { ...connection, proxy: { host: "jump" } }, script: "id" };
    const subject = { token: there, name: "it", timeoutSeconds: 0 };
    const { problems } = commands.check(subject, {}, { value, secrets: [] });
    assert.deepEqual(
      problems.map(({ property }) => property),
      ["script", "connection.proxy"],
    );
  });
});
