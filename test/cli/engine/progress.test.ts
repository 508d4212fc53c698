import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { Progress } from "../../../cli/engine/progress.js";

describe("progress", () => {
  it("tells the time and the latest step while something takes long, and stops at its end", async () => {
    const lines: string[] = [];
    const progress = new Progress("Building", (line) => lines.push(line), 10);
    const nextLine = async () => {
      for (const told = lines.length; lines.length === told; ) await sleep(1);
    };
    await nextLine();
    progress.hear("go: downloading a\nexample.org/b\n");
    await nextLine();
    progress.end();
    const told = lines.length;
    await sleep(40);
    assert.equal(lines.length, told);
    assert.equal(lines[0], "Building");
    assert.match(lines[1] ?? "", /^Building: 0m\d\ds$/);
    assert.match(lines.at(-2) ?? "", /^Building: 0m\d\ds, step 2, example\.org\/b$/);
    assert.match(lines.at(-1) ?? "", /^Building: done after 0m\d\ds$/);
  });
});
