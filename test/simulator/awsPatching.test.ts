import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { patchBaseline, tokens, window } from "./samples.js";
import { Bench, refusal } from "./support.js";

const targetsOf = (windowId: string): JsonObject => ({
  windowId,
  resourceType: "INSTANCE",
  targets: [{ key: "tag:PatchGroup", values: ["production"] }],
});

const taskOf = (windowId: string, target: string): JsonObject => ({
  windowId,
  taskType: "RUN_COMMAND",
  taskArn: "AWS-RunPatchBaseline",
  targets: [{ key: "WindowTargetIds", values: [target] }],
});

describe("simulated Systems Manager", () => {
  const bench = new Bench();
  let client: Client;
  before(async () => {
    await bench.start();
    client = await bench.aws();
  });
  after(() => bench.end());

  it("refuses windows that never run as they say", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ cutoff: 4 }, /Cutoff must be less than the duration/],
      [{ schedule: "0 21 * * *" }, /Invalid schedule expression/],
      [{ schedule: "cron(0 21 * * TUE#3 *)" }, /Invalid schedule expression/],
      [{ schedule: "cron(0 25 ? * TUE#3 *)" }, /Invalid schedule expression/],
      [{ schedule: "cron(0 21 ? * TUE#6 *)" }, /Invalid schedule expression/],
      [{ schedule: "at(2026-12-01 21:00)" }, /Invalid schedule expression/],
      [{ scheduleTimezone: "Europe/Berlni" }, /Invalid time zone/],
    ];
    for (const [change, reason] of cases) {
      const work = client.create(tokens.window, { ...window, ...change });
      assert.match(await refusal(work), reason, JSON.stringify(change));
    }
    for (const bad of [{ duration: 25 }, { scheduleOffset: 0 }, { scheduleOffset: 7 }]) {
      const { failures } = await client.check(tokens.window, { ...window, ...bad });
      assert.equal(failures.length, 1, JSON.stringify(bad));
    }
  });

  it("takes the schedules that the compiler writes", async () => {
    for (const schedule of [
      "cron(0 5 ? * TUE#3 *)",
      "cron(30 21 ? * 3L *)",
      "cron(0 21 ? 1,3,5 TUE#3 2027,2029-2031)",
      "at(2026-12-24T20:00:00)",
    ]) {
      const made = await client.create(tokens.window, { ...window, schedule });
      assert.match(made.id, /^mw-[0-9a-f]{17}$/);
    }
  });

  it("knows targets and tasks only within their window, and lets them go with it", async () => {
    const made = await client.create(tokens.window, window);
    const nowhere = client.create(tokens.windowTarget, targetsOf("mw-0"));
    assert.match(await refusal(nowhere), /DoesNotExistException/);
    const target = await client.create(tokens.windowTarget, targetsOf(made.id));
    const other = await client.create(tokens.window, window);
    const foreign = client.create(tokens.windowTask, taskOf(other.id, target.id));
    assert.match(await refusal(foreign), /Window target .* does not exist/);
    const aimless = client.create(tokens.windowTask, { ...taskOf(made.id, ""), targets: [] });
    assert.match(await refusal(aimless), /at least one target/);
    const task = await client.create(tokens.windowTask, taskOf(made.id, target.id));
    const imported = await client.read(tokens.windowTask, { id: `${made.id}/${task.id}` });
    assert.equal(imported.id, task.id);
    await client.delete(tokens.window, made);
    assert.equal((await client.read(tokens.windowTask, task)).id, "");
  });

  it("runs only runbooks that are there, and has each name once", async () => {
    const made = await client.create(tokens.window, window);
    const target = await client.create(tokens.windowTarget, targetsOf(made.id));
    const task = { ...taskOf(made.id, target.id), taskType: "AUTOMATION", taskArn: "gate" };
    assert.match(await refusal(client.create(tokens.windowTask, task)), /InvalidDocument/);
    const content = JSON.stringify({ schemaVersion: "0.3", mainSteps: [] });
    const document = { name: "gate", documentType: "Automation", content };
    const older = { ...document, content: JSON.stringify({ schemaVersion: "2.2" }) };
    assert.match(await refusal(client.create(tokens.document, older)), /Schema version 2.2/);
    const broken = { ...document, content: "{" };
    assert.match(await refusal(client.create(tokens.document, broken)), /not valid JSON/);
    await client.create(tokens.document, document);
    assert.match(await refusal(client.create(tokens.document, document)), /already exists/);
    await client.create(tokens.windowTask, task);
  });

  it("gives a patch group one baseline for each operating system", async () => {
    const one = await client.create(tokens.patchBaseline, patchBaseline);
    const two = await client.create(tokens.patchBaseline, patchBaseline);
    const register = (baselineId: string) =>
      client.create(tokens.patchGroup, { baselineId, patchGroup: "production" });
    const { id } = await register(one.id);
    assert.equal((await register(one.id)).id, id);
    assert.match(await refusal(register(two.id)), /AlreadyExistsException/);
    assert.match(await refusal(register("pb-0")), /DoesNotExistException/);
    assert.match(await refusal(client.delete(tokens.patchBaseline, one)), /ResourceInUse/);
  });

  it("refuses baselines with filters or delays that the system does not have", async () => {
    const [rule] = [{ patchFilters: [{ key: "PRIORITY", values: ["*"] }], approveAfterDays: 0 }];
    const debian = { name: "debian", operatingSystem: "DEBIAN", approvalRules: [rule] };
    await client.create(tokens.patchBaseline, debian);
    const late = { ...debian, approvalRules: [{ ...rule, approveAfterDays: 5 }] };
    assert.match(await refusal(client.create(tokens.patchBaseline, late)), /not supported/);
    const windows = { ...debian, operatingSystem: "WINDOWS" };
    assert.match(await refusal(client.create(tokens.patchBaseline, windows)), /PRIORITY/);
  });
});
