import * as assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requestFaults } from "../../simulator/core/faults.js";
import { readWorld } from "../../simulator/inspect.js";
import { spawnSimulator } from "../../simulator/spawn.js";
import { Client } from "./client.js";
import { machine, tokens, volume } from "./samples.js";
import { Bench, refusal } from "./support.js";

describe("faults on request", () => {
  const bench = new Bench();
  let aws: Client;
  before(async () => {
    await bench.start();
    aws = await bench.aws();
  });
  after(() => bench.end());
  const volumes = () => bench.count(tokens.volume);

  it("throttles so many times, then works, also across a restart", async () => {
    const fault = { name: "busy", operation: "create", what: "throttle", times: 2 } as const;
    requestFaults(bench.folder, [fault]);
    assert.match(await refusal(aws.create(tokens.volume, volume)), /Rate exceeded/);
    await bench.stop();
    await bench.start();
    aws = await bench.aws();
    assert.match(await refusal(aws.create(tokens.volume, volume)), /Rate exceeded/);
    assert.equal(volumes(), 0);
    await aws.create(tokens.volume, volume);
    assert.equal(volumes(), 1);
  });

  it("strikes the operation, type and resource that it names, after so many", async () => {
    const which = { operation: "create", token: tokens.volume, resource: "db" } as const;
    requestFaults(bench.folder, [{ name: "one", ...which, what: "timeout", after: 1 }]);
    await aws.create(tokens.volume, volume, { name: "web" });
    await aws.create(tokens.volume, volume, { name: "db" });
    const second = aws.create(tokens.volume, volume, { name: "db" });
    assert.match(await refusal(second), /timeout while waiting/);
    await aws.create(tokens.volume, volume, { name: "db" });
  });

  it("loses an answer after the work was done", async () => {
    requestFaults(bench.folder, [{ name: "lost", operation: "create", what: "lostAnswer" }]);
    const before = volumes();
    assert.match(await refusal(aws.create(tokens.volume, volume)), /UNAVAILABLE/);
    assert.equal(volumes(), before + 1);
  });

  it("leaves something half done and tells the engine what is there", async () => {
    const vcenter = await bench.vsphere();
    const message = "customization failed";
    requestFaults(bench.folder, [{ name: "half", operation: "create", what: "halfDone", message }]);
    const work = vcenter.create(tokens.machine, machine("half"));
    const error: unknown = await work.catch((caught: unknown) => caught);
    assert.ok(error instanceof Error && "metadata" in error);
    assert.match(error.message, /customization failed/);
    assert.match(String(JSON.stringify(error.metadata)), /grpc-status-details-bin/);
    const found = await vcenter.invoke("vsphere:index/getVirtualMachine:getVirtualMachine", {
      name: "half",
    });
    assert.equal(found["name"], "half");
  });

  it("takes its time", async () => {
    const slow = { name: "slow", operation: "invoke", what: "slow", milliseconds: 80 } as const;
    requestFaults(bench.folder, [slow]);
    const start = performance.now();
    await aws.invoke("aws:index/getRegion:getRegion", {});
    assert.ok(performance.now() - start >= 75);
    requestFaults(bench.folder, []);
  });

  it("does not count previews", async () => {
    requestFaults(bench.folder, [{ name: "real", operation: "create", what: "throttle" }]);
    await aws.create(tokens.volume, volume, { preview: true });
    assert.match(await refusal(aws.create(tokens.volume, volume)), /Rate exceeded/);
  });

  for (const [what, left] of [
    ["crash", 1],
    ["crashTorn", 0],
  ] as const) {
    it(`${what}: dies at the write, once, and leaves ${left}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "world-"));
      requestFaults(folder, [{ name: "end", operation: "create", what }]);
      const first = await spawnSimulator({ world: folder });
      const ended = once(first.process, "exit");
      const client = await Client.aws(first.port);
      assert.match(await refusal(client.create(tokens.volume, volume)), /UNAVAILABLE/);
      assert.deepEqual(await ended, [null, "SIGKILL"]);
      client.close();
      assert.equal(count(folder), left);
      const second = await spawnSimulator({ world: folder });
      const again = await Client.aws(second.port);
      await again.create(tokens.volume, volume);
      again.close();
      await second.stop();
      assert.equal(count(folder), left + 1);
      rmSync(folder, { recursive: true });
    });
  }
});

function count(folder: string): number {
  return readWorld(folder).objects.filter(({ kind }) => kind === tokens.volume).length;
}

describe("a simulator that accepts anything", () => {
  it("stores every type of every platform, and keeps secrets", async () => {
    const bench = new Bench();
    const { env } = await bench.start({ acceptAnything: true });
    assert.match(env["PULUMI_DEBUG_PROVIDERS"] ?? "", /azure-native:\d+,.*command:\d+/);
    const client = new Client(bench.port);
    const token = "azure-native:compute:VirtualMachine";
    const inputs = { anything: [1], password: "correct-horse" };
    const { failures } = await client.check(token, inputs);
    assert.deepEqual(failures, []);
    const made = await client.create(token, inputs, { secrets: [["password"]] });
    const read = await client.read(token, made);
    assert.deepEqual(read.properties, { value: inputs, secrets: [["password"]] });
    assert.equal(JSON.stringify(bench.world()).includes("correct-horse"), false);
    assert.deepEqual((await client.diff(token, made, { anything: [2] })).detailed, {
      "anything[0]": 4,
      password: 2,
    });
    await client.delete(token, made);
    assert.equal((await client.read(token, made)).id, "");
    client.close();
    await bench.end();
  });
});
