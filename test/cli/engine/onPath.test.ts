import assert from "node:assert/strict";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import path from "node:path";
import { findOnPath } from "../../../cli/engine/onPath.js";
import { temporaryFolder, writeFakeEngine, writeScript } from "./fakes.js";

describe("an engine on the PATH", () => {
  let root: string;
  const folder = (name: string) => path.join(root, name);
  const pathOf = (...names: string[]) => names.map(folder).join(path.delimiter);

  beforeEach(() => {
    root = temporaryFolder();
  });

  it("is taken when it fits", async () => {
    writeFakeEngine(folder("a"), "3.265.1");
    assert.equal(await findOnPath(pathOf("none", "a")), path.join(folder("a"), "pulumi"));
  });

  it("is passed over when it is too old, for a later one that fits", async () => {
    writeFakeEngine(folder("a"), "3.100.0");
    writeFakeEngine(folder("b"), "3.250.0");
    assert.equal(await findOnPath(pathOf("a", "b")), path.join(folder("b"), "pulumi"));
    assert.equal(await findOnPath(pathOf("a")), undefined);
  });

  it("may have its language host in another folder, but needs one", async () => {
    writeFakeEngine(folder("a"));
    rmSync(path.join(folder("a"), "pulumi-language-nodejs"));
    assert.equal(await findOnPath(pathOf("a")), undefined);
    writeScript(path.join(folder("b"), "pulumi-language-nodejs"), "exit 0");
    assert.equal(await findOnPath(pathOf("a", "b")), path.join(folder("a"), "pulumi"));
  });

  it("has its language host where a link leads", async () => {
    writeFakeEngine(folder("real"));
    mkdirSync(folder("links"));
    symlinkSync(path.join(folder("real"), "pulumi"), path.join(folder("links"), "pulumi"));
    assert.equal(await findOnPath(pathOf("links")), path.join(folder("links"), "pulumi"));
  });

  it("is never npm's wrapper, which would start a download", async () => {
    const started = folder("started");
    const wrapper = path.join(root, "node_modules", "pulumi", "run.js");
    writeScript(wrapper, `touch ${started}; echo v3.250.0`);
    mkdirSync(folder("links"));
    symlinkSync(wrapper, path.join(folder("links"), "pulumi"));
    writeScript(path.join(folder("links"), "pulumi-language-nodejs"), "exit 0");
    assert.equal(await findOnPath(pathOf("links")), undefined);
    assert.throws(() => rmSync(started), { code: "ENOENT" });
  });
});
