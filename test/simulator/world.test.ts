import * as assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { shown } from "../../simulator/core/json.js";
import { World } from "../../simulator/core/world.js";
import { seed } from "../../simulator/data/seed.js";
import { readWorld } from "../../simulator/inspect.js";
import { spawnSimulator } from "../../simulator/spawn.js";
import { startSimulator } from "../../simulator/start.js";
import { Client } from "./client.js";
import { instance, tokens, volume } from "./samples.js";
import { Bench, refusal } from "./support.js";

const journal = "journal.jsonl";

describe("a world on disk", () => {
  it("survives a restart with everything in it, and gives no id twice", async () => {
    const bench = new Bench();
    await bench.start();
    const first = await (await bench.aws()).create(tokens.instance, instance);
    const before = bench.world();
    await bench.stop();
    await bench.start();
    assert.deepEqual(bench.world(), before);
    const aws = await bench.aws();
    assert.equal((await aws.read(tokens.instance, first)).id, first.id);
    const second = await aws.create(tokens.instance, instance);
    assert.notEqual(second.id, first.id);
    assert.notEqual(second.properties.value["privateIp"], first.properties.value["privateIp"]);
    await bench.end();
  });

  it("forgets nothing that was acknowledged, wherever the process dies while it writes", () => {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    const acknowledged: { bytes: number; ids: string[] }[] = [];
    const world = new World(folder, seed());
    const ids: string[] = [];
    const start = readFileSync(join(folder, journal)).length;
    for (let n = 0; n < 40; n += 1) {
      const change = world.begin();
      const id = `vol-${change.next()}`;
      const properties = { note: "ü".repeat(n), size: n };
      const place = "222222222222/eu-central-1";
      change.put({ platform: "aws", place, kind: tokens.volume, id, properties }, "created");
      change.commit();
      ids.push(id);
      acknowledged.push({ bytes: readFileSync(join(folder, journal)).length, ids: [...ids] });
    }
    world.close();
    const whole = readFileSync(join(folder, journal));
    fc.assert(
      fc.property(fc.integer({ min: start, max: whole.length }), (cut) => {
        writeFileSync(join(folder, journal), whole.subarray(0, cut));
        const reopened = new World(folder, seed());
        const known = new Set(reopened.snapshot().objects.map(({ id }) => id));
        const promised = acknowledged.filter(({ bytes }) => bytes <= cut).at(-1)?.ids ?? [];
        reopened.close();
        assert.deepEqual(
          promised.filter((id) => !known.has(id)),
          [],
        );
        assert.deepEqual(readWorld(folder).objects.length, seed().length + promised.length);
      }),
      { numRuns: 200 },
    );
    rmSync(folder, { recursive: true });
  });

  it("gains what a later seed holds, and gets nothing back that was deleted", () => {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    const [gone, kept, ...later] = seed();
    assert.ok(gone !== undefined && kept !== undefined && later.length > 0);
    const first = new World(folder, [gone, kept]);
    const change = first.begin();
    change.drop(gone, "deleted");
    change.commit();
    first.close();
    const second = new World(folder, seed());
    assert.deepEqual(second.snapshot().objects, [kept, ...later]);
    second.close();
    rmSync(folder, { recursive: true });
  });

  it("says where it is damaged elsewhere than at its end", () => {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    writeFileSync(join(folder, journal), '{"tick":1}\n{"tick":\n{"tick":2}\n');
    assert.throws(() => new World(folder, seed()), /journal\.jsonl:2: the world is damaged/);
    rmSync(folder, { recursive: true });
  });

  it("belongs to one process at a time", async () => {
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    const { process: child } = await spawnSimulator({ world: folder });
    const ended = once(child, "exit");
    const second = startSimulator({ world: folder });
    assert.match(await refusal(second), new RegExp(`in use .* process id ${child.pid}`));
    child.kill("SIGTERM");
    assert.deepEqual(await ended, [0, null]);
    await (await startSimulator({ world: folder })).stop();
    rmSync(folder, { recursive: true });
  });

  it("holds no secret in clear text, and gives it back to who knows it", async () => {
    const bench = new Bench();
    await bench.start();
    const aws = await bench.aws();
    const userData = "#!/bin/sh\necho correct-horse-battery";
    const tags = { Name: "lims", password: "correct-horse-battery" };
    const secrets = [["userData"], ["tags", "password"]];
    const inputs = { ...instance, userData, tags, volumeTags: { copy: tags.password } };
    const made = await aws.create(tokens.instance, inputs, { secrets });
    assert.deepEqual(made.properties.secrets.map(String).sort(), ["tags,password", "userData"]);
    const read = await aws.read(tokens.instance, made);
    assert.equal(read.properties.value["userData"], userData);
    assert.deepEqual(read.inputs.secrets.map(String).sort().slice(0, 1), ["tags,password"]);
    await aws.update(tokens.instance, read, { ...inputs, instanceType: "t3.medium" });
    const failing = { ...inputs, keyName: "correct-horse-battery" };
    const message = await refusal(
      aws.create(tokens.instance, failing, { secrets: [...secrets, ["keyName"]] }),
    );
    assert.match(message, /\[secret\]/);
    const { failures } = await aws.check(
      tokens.instance,
      { ...instance, instanceType: "correct-horse" },
      [["instanceType"]],
    );
    assert.equal(JSON.stringify(failures).includes("correct-horse"), false);
    await bench.stop();
    assert.equal(
      readFileSync(join(bench.folder, journal), "utf8").includes("correct-horse"),
      false,
    );
    await bench.end();
  });
});

describe("a simulator that is killed", () => {
  for (const round of [1, 2, 3, 4]) {
    it(`keeps every server that it acknowledged (${round})`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "world-"));
      const atWrite = round % 2 === 0 ? { dieAfterWrites: round * 3 } : {};
      const { port, process: child } = await spawnSimulator({ world: folder, ...atWrite });
      const ended = once(child, "exit");
      const acknowledged: string[] = [];
      const clients = await Promise.all([Client.aws(port), Client.aws(port, "333333333333")]);
      const onFirst = () => {
        if (round % 2 === 1) {
          setTimeout(() => child.kill("SIGKILL"), 15 * round);
        }
      };
      await Promise.all(clients.map((client) => createUntilItFails(client, acknowledged, onFirst)));
      assert.deepEqual(await ended, [null, "SIGKILL"]);
      const known = new Set(readWorld(folder).objects.map(({ id }) => id));
      assert.deepEqual(
        acknowledged.filter((id) => !known.has(id)),
        [],
      );
      assert.ok(acknowledged.length > 0);
      const again = await startSimulator({ world: folder });
      await again.stop();
      for (const client of clients) {
        client.close();
      }
      rmSync(folder, { recursive: true });
    });
  }
});

async function createUntilItFails(
  client: Client,
  acknowledged: string[],
  onFirst: () => void,
): Promise<void> {
  for (let n = 0; n < 2_000; n += 1) {
    try {
      acknowledged.push((await client.create(tokens.volume, volume)).id);
    } catch {
      return;
    }
    if (acknowledged.length === 1) {
      onFirst();
    }
  }
}

describe("many connections to one port", () => {
  it("act in their own accounts and vCenters, at once", async () => {
    const bench = new Bench();
    await bench.start();
    const accounts = ["111111111111", "222222222222", "333333333333"];
    const clients = await Promise.all(
      Array.from({ length: 30 }, (_, n) => bench.aws(accounts[n % accounts.length])),
    );
    const owners = await Promise.all(
      clients.map(async (client) => {
        const made = await client.create(tokens.volume, volume);
        return shown(made.properties.value["arn"]).split(":")[4];
      }),
    );
    assert.deepEqual(
      owners,
      clients.map((_, n) => accounts[n % accounts.length]),
    );
    const identity = await clients[4]?.invoke("aws:index/getCallerIdentity:getCallerIdentity", {});
    assert.equal(identity?.["accountId"], "222222222222");
    const stranger = Client.aws(bench.port, "999999999999");
    assert.match(await refusal(stranger), /no access to account 999999999999/);
    assert.match(await refusal(Client.vsphere(bench.port, "vc.elsewhere")), /no such host/);
    await bench.end();
  });

  it("takes the account from the role that a provider assumes", async () => {
    const bench = new Bench();
    await bench.start();
    const roleArn = "arn:aws:iam::333333333333:role/provisioning";
    const client = await bench.aws("333333333333", { assumeRoles: [{ roleArn }] });
    const found = await client.invoke("aws:organizations/getOrganization:getOrganization", {});
    assert.equal(found["id"], "o-exampleuni1");
    assert.equal(
      (await client.invoke("aws:index/getRegion:getRegion", {}))["region"],
      "eu-central-1",
    );
    await bench.end();
  });
});

describe("the time it takes", () => {
  // A thousand in half of what two thousand may take keeps the tests short.
  it("makes 2,000 servers in less than 5 seconds of processor time", async function () {
    if (!existsSync("/proc")) {
      this.skip();
    }
    const folder = mkdtempSync(join(tmpdir(), "world-"));
    const { port, process: child, stop } = await spawnSimulator({ world: folder });
    const client = await Client.aws(port);
    const started = processorSeconds(child.pid ?? 0);
    for (let n = 0; n < 1_000; n += 50) {
      await Promise.all(Array.from({ length: 50 }, () => client.create(tokens.instance, instance)));
    }
    const seconds = processorSeconds(child.pid ?? 0) - started;
    client.close();
    await stop();
    rmSync(folder, { recursive: true });
    assert.ok(seconds < 2.5, `${seconds} s`);
  });
});

/** The processor time of a process so far. */
function processorSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
