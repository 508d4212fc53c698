import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { EngineMissing, ensureEngine } from "../../../cli/engine/engine.js";
import { engineFolder } from "../../../cli/engine/folder.js";
import { identityOf } from "../../../cli/engine/process.js";
import type { Way } from "../../../cli/engine/way.js";
import { closedWay, fakeWay, temporaryFolder, writeFakeEngine, writeScript } from "./fakes.js";

const silent = () => {};

describe("ensureEngine", () => {
  let home: string;

  beforeEach(() => {
    home = temporaryFolder();
  });

  const ensure = (ways: readonly Way[], searchPath = "") =>
    ensureEngine({ home, searchPath, ways, report: silent });

  it("prefers a fitting engine on the PATH and gets nothing", async () => {
    const bin = temporaryFolder();
    writeFakeEngine(bin);
    const engine = await ensure([], bin);
    assert.equal(engine.source, "path");
    assert.equal(engine.pulumi, path.join(bin, "pulumi"));
    assert.deepEqual(readdirSync(home), []);
  });

  it("takes the one kept in Pulumi's home before it gets another", async () => {
    writeFakeEngine(path.join(engineFolder(home), "bin"));
    const engine = await ensure([]);
    assert.equal(engine.source, "kept");
  });

  it("names the executable that npm's wrapper runs and puts its folder first on the PATH", async () => {
    const engine = await ensure([fakeWay()], "/somewhere");
    const bin = path.join(home, "versions", "3.250.0", "bin");
    assert.equal(engine.pulumi, path.join(bin, "pulumi"));
    assert.equal(engine.env["PATH"], [bin, "/somewhere"].join(path.delimiter));
  });

  it("tries the ways in order and keeps what it got", async () => {
    let fills = 0;
    const ways = [closedWay("no route"), fakeWay(() => fills++)];
    assert.equal((await ensure(ways)).source, "built");
    assert.equal((await ensure(ways)).source, "kept");
    assert.equal(fills, 1);
  });

  it("says every reason and what to install when no way is open", async () => {
    await assert.rejects(ensure([closedWay("no route"), closedWay("no Go")]), (error) => {
      assert.ok(error instanceof EngineMissing);
      assert.match(error.message, /no route; no Go\. Install Pulumi 3\.250\.0 .* Go 1\.25/);
      return true;
    });
  });

  it("redoes a download that was interrupted", async () => {
    const bin = path.join(engineFolder(home), "bin");
    writeScript(path.join(bin, "pulumi"), "echo v3.250.0");
    assert.equal((await ensure([fakeWay()])).source, "built");
    assert.ok(existsSync(path.join(bin, "pulumi-language-nodejs")));
  });

  it("refuses a build that does not run, and leaves no half of it in place", async () => {
    const broken: Way = {
      source: "built",
      fill: async (staging) => {
        writeScript(path.join(staging, "bin", "pulumi"), "exit 1");
        return undefined;
      },
    };
    await assert.rejects(ensure([broken]), /what was built does not run/);
    assert.deepEqual(readdirSync(path.join(home, "versions")), []);
  });

  it("passes on what a way throws, and lets the next caller try", async () => {
    const failing: Way = { source: "built", fill: () => Promise.reject(new Error("disk full")) };
    await assert.rejects(ensure([failing]), /disk full/);
    assert.equal((await ensure([fakeWay()])).source, "built");
  });

  it("clears away what dead builders left, and nothing else", async () => {
    const versions = path.join(home, "versions");
    const alive = `.staging-${process.ppid}-${identityOf(process.ppid).started}`;
    for (const name of [".staging-999999999-1", ".staging-1-1", alive, "3.249.0"]) {
      mkdirSync(path.join(versions, name, "bin"), { recursive: true });
    }
    await ensure([fakeWay()]);
    assert.deepEqual(readdirSync(versions).sort(), [alive, "3.249.0", "3.250.0"]);
  });

  it("takes over the lock of a dead process, of another life of an id, and an unreadable one", async () => {
    const versions = path.join(home, "versions");
    mkdirSync(versions);
    for (const lock of [
      '{"pid":999999999,"started":"5"}',
      `{"pid":${process.pid},"started":"5"}`,
      "",
    ]) {
      writeFileSync(path.join(versions, "3.250.0.lock"), lock);
      const half = path.join(engineFolder(home), "bin", "pulumi");
      writeScript(half, "exit 1");
      assert.equal((await ensure([fakeWay()])).source, "built", lock);
    }
  });

  it("lets callers of one process share one build", async () => {
    let fills = 0;
    const calls = Array.from({ length: 5 }, () => ensure([fakeWay(() => fills++)]));
    const sources = (await Promise.all(calls)).map((engine) => engine.source).sort();
    assert.deepEqual(sources, ["built", "kept", "kept", "kept", "kept"]);
    assert.equal(fills, 1);
  });
});
