import assert from "node:assert/strict";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isComplete } from "../../../cli/engine/folder.js";
import { temporaryFolder, writeFakeEngine, writeScript } from "./fakes.js";

describe("a kept engine", () => {
  let folder: string;
  let bin: string;

  beforeEach(() => {
    folder = temporaryFolder();
    bin = path.join(folder, "bin");
    writeFakeEngine(bin);
  });

  it("is complete when both executables run", async () => {
    assert.equal(await isComplete(folder), true);
  });

  it("is half of one without its language host", async () => {
    rmSync(path.join(bin, "pulumi-language-nodejs"));
    assert.equal(await isComplete(folder), false);
  });

  it("is half of one when a download left an empty file", async () => {
    writeFileSync(path.join(bin, "pulumi"), "");
    assert.equal(await isComplete(folder), false);
  });

  for (const name of ["pulumi", "pulumi-language-nodejs"]) {
    it(`is half of one when ${name} was cut off`, async () => {
      writeFileSync(path.join(bin, name), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]));
      assert.equal(await isComplete(folder), false);
    });
  }

  it("does not count when its version does not fit", async () => {
    writeFakeEngine(bin, "3.249.9");
    assert.equal(await isComplete(folder), false);
  });

  it("is not started again once it was seen to run", async () => {
    assert.equal(await isComplete(folder), true);
    const log = path.join(folder, "log");
    const content = `echo v3.250.0; echo started >> ${log}`;
    writeScript(path.join(bin, "pulumi"), content);
    assert.equal(await isComplete(folder), true, "another size is another executable: it runs");
    rmSync(log);
    assert.equal(await isComplete(folder), true);
    assert.throws(() => rmSync(log), { code: "ENOENT" });
  });

  it("is checked anew when an executable changed after it was seen to run", async () => {
    assert.equal(await isComplete(folder), true);
    appendFileSync(path.join(bin, "pulumi"), "exit 1\n");
    assert.equal(await isComplete(folder), false);
  });

  it("is checked when the marker is garbage", async () => {
    writeFileSync(path.join(folder, "complete.json"), '{"pulumi":');
    assert.equal(await isComplete(folder), true);
  });
});
