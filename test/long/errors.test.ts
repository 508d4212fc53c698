import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Ground, openGround } from "../engine/ground.js";

describe("a program with our measures for speed", function () {
  this.timeout(60_000);
  let ground: Ground;

  before(async () => {
    ground = await openGround({ program: "dist/test/long/faultyProgram.js" });
  });

  after(() => ground.close());

  const complaint = async (fault: string): Promise<string> => {
    const stack = await ground.open("chemistry");
    await stack.setConfig("comanaged:fault", { value: fault });
    let told = "";
    const onOutput = (text: string) => {
      told += text;
    };
    await assert.rejects(stack.preview({ onOutput, color: "never" }));
    return told;
  };

  const lineOf = (file: string, text: string) =>
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((line) => line.includes(text)) + 1;

  it("names the line of the source at which a component fails, and who built it", async () => {
    const told = await complaint("component");
    const server = "components/server/server.ts";
    const program = "test/long/faultyProgram.ts";
    assert.match(told, /TypeError: /);
    assert.ok(
      told.includes(`${server}:${lineOf(server, "const { platform } = placement")}:`),
      told,
    );
    assert.ok(told.includes(`${program}:${lineOf(program, 'new Server("broken"')}:`), told);
  });

  it("names the line of a callback that runs long after the program", async () => {
    const told = await complaint("callback");
    const program = "test/long/faultyProgram.ts";
    assert.match(told, /TypeError: known in a callback/);
    assert.ok(told.includes(`${program}:${lineOf(program, "throw new TypeError")}:`), told);
  });

  it("tells of an unsound description without a stack", async () => {
    const told = await complaint("description");
    assert.match(told, /Server "unsound" cannot be built:\n +cpus: /);
    assert.doesNotMatch(told, /\.[jt]s:\d+/);
  });

  it("still notices promises that nobody keeps", async () => {
    assert.match(await complaint("leak"), /promises were still active/);
  });
});
