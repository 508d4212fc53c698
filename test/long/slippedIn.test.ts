import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RunFailure, run } from "../../cli/stack/run.js";
import { packFolder } from "../../policies/build.js";
import { type Ground, openGround } from "../engine/ground.js";
import { serversOf } from "../engine/serversOf.js";

const policyPack = packFolder("all");
const rule = "Servers and their volumes carry data level 1 or 2.";

describe("a server for data that the service must not hold", function () {
  this.timeout(60_000);
  let estates: Ground;
  let raw: Ground;

  before(async () => {
    estates = await openGround();
    raw = await openGround({ program: "dist/test/engine/rawServer.js", names: ["raw"] });
  });

  after(() => Promise.all([estates.close(), raw.close()]));

  it("stops at the estate file, at the line of its level", async () => {
    const file = join(estates.stacks, "chemistry.estate.yaml");
    const text = (await readFile(file, "utf8")).replace(/dataLevel: \d/, "dataLevel: 3");
    await writeFile(file, text);
    const line = text.slice(0, text.indexOf("dataLevel: 3")).split("\n").length;
    const told = await refusalOf(estates, "chemistry");
    assert.ok(told.includes(`chemistry.estate.yaml:${line}:`), told);
    assert.match(told, /data level 3/);
  });

  it("passes as a raw resource when its level is offered", async () => {
    await ask("2");
    const { changes } = await run(await raw.open("raw"), "preview", { policyPack });
    assert.ok((changes["create"] ?? 0) > 0);
  });

  it("is stopped by the policy pack when it is slipped in as a raw resource", async () => {
    await ask("3");
    const told = await refusalOf(raw, "raw");
    assert.match(told, /tags\.DataLevel: .*3/);
    assert.deepEqual(rulesIn(told), [rule]);
  });

  it("is stopped by the policy pack when nobody knows its level yet", async () => {
    await ask("unknown");
    const told = await refusalOf(raw, "raw");
    assert.match(told, /tags\.DataLevel: the data level is not known yet/);
    assert.deepEqual(rulesIn(told), [rule]);
  });

  it("is stopped before an update creates anything of it", async () => {
    await ask("3");
    const up = run(await raw.open("raw"), "up", { policyPack });
    await assert.rejects(up, RunFailure);
    assert.deepEqual(serversOf(raw.world), []);
  });

  const ask = (level: string) =>
    writeFile(
      join(raw.project.folder, "settings", "Pulumi.raw.yaml"),
      `config: { "comanaged:level": "${level}" }\n`,
    );
});

/** What the preview of a stack that is refused tells. */
async function refusalOf(ground: Ground, name: string): Promise<string> {
  const stack = await ground.open(name);
  try {
    await run(stack, "preview", { policyPack });
  } catch (failure) {
    assert.ok(failure instanceof RunFailure);
    return failure.message;
  }
  return assert.fail(`the preview of ${name} was not refused`);
}

/** The titles of the rules that refuse. */
function rulesIn(told: string): string[] {
  return [...new Set(told.match(/^[A-Z].*\.$/gm))];
}
