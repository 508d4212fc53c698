import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { isEmpty, run } from "../../cli/stack/run.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { readWorld, serversOf } from "../../simulator/inspect.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";

const count = 30;
const machine = "vsphere:index/virtualMachine:VirtualMachine";
const server: TestServer = { platform: "vsphere", cpus: 2, memory: "8 GiB" };

describe("an estate with more servers than the engine has workers", function () {
  this.timeout(120_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround({ environment: { PULUMI_PARALLEL: "2" } });
    // Without guests, the first command is that of the backups of a class.
    const file = join(ground.stacks, "catalog.yaml");
    const catalog = parseDocument(await readFile(file, "utf8"));
    assert.ok(catalog.delete("administration"));
    await writeFile(file, String(catalog));
    const numbered = Array.from({ length: count }, (_, index): [string, TestServer] => [
      `server-${index}`,
      { ...server, backupClass: index === 0 ? "gold" : "standard" },
    ]);
    const estate = estateFile({ servers: Object.fromEntries(numbered) });
    await writeFile(join(ground.stacks, "chemistry.estate.yaml"), estate);
    await run(await ground.open("site"), "up");
  });

  after(() => ground.close());

  it("comes up where each takes its time, though a command is due long before the last", async () => {
    const slow = { what: "slow", milliseconds: 1500, times: count } as const;
    requestFaults(ground.world, [
      { name: "machines take time", operation: "create", token: machine, ...slow },
    ]);
    const estate = await ground.open("chemistry");
    await run(estate, "up");
    assert.ok(isEmpty(await run(estate, "preview")));
    assert.equal(serversOf(readWorld(ground.world)).length, count);
  });
});
