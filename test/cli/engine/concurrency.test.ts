import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureEngine } from "../../../cli/engine/engine.js";
import { engineFolder, isComplete } from "../../../cli/engine/folder.js";
import { run } from "../../../cli/engine/process.js";
import { fakeWay, temporaryFolder } from "./fakes.js";

const builder = path.join(__dirname, "slowBuilder.js");

describe("builders in several processes", () => {
  let home: string;
  let log: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    home = temporaryFolder();
    log = path.join(home, "log");
  });

  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
  });

  it("build once; the others wait and take the result", async () => {
    const starts = Array.from({ length: 3 }, () =>
      run(process.execPath, [builder, home, log, "700"]),
    );
    const outcomes = (await Promise.all(starts)).map(({ code, output }) => {
      assert.equal(code, 0, output);
      return /(built|kept)$/.exec(output)?.[1];
    });
    assert.equal(outcomes.filter((outcome) => outcome === "built").length, 1);
    assert.equal(outcomes.filter((outcome) => outcome === "kept").length, 2);
    assert.equal(readFileSync(log, "utf8"), "build\n");
    assert.deepEqual(readdirSync(path.join(home, "versions")), ["3.250.0"]);
  });

  it("tell whom they wait for", async () => {
    const first = await startBuilder(60_000);
    const second = spawnBuilder(0);
    const [line] = await once(second.stderr ?? assert.fail(), "data");
    assert.match(String(line), new RegExp(`Waiting for process ${first.pid},`));
    await kill(first);
    await once(second, "close");
    assert.equal(second.exitCode, 0, "takes over when the first one dies");
    assert.equal(await isComplete(engineFolder(home)), true);
  });

  it("leave nothing that is taken for an engine when they are killed", async () => {
    const victim = await startBuilder(60_000);
    await kill(victim);
    assert.equal(existsSync(engineFolder(home)), false);
    const engine = await ensureEngine({
      home,
      searchPath: "",
      ways: [fakeWay()],
      report: () => {},
    });
    assert.equal(engine.source, "built");
    assert.deepEqual(readdirSync(path.join(home, "versions")), ["3.250.0"]);
  });

  async function startBuilder(milliseconds: number): Promise<ChildProcess> {
    const child = spawnBuilder(milliseconds);
    while (!existsSync(log)) await sleep(20);
    return child;
  }

  function spawnBuilder(milliseconds: number): ChildProcess {
    const args = [builder, home, log, String(milliseconds)];
    const child = spawn(process.execPath, args, { stdio: "pipe" });
    children.push(child);
    return child;
  }

  async function kill(child: ChildProcess): Promise<void> {
    child.kill("SIGKILL");
    await once(child, "close");
  }
});
