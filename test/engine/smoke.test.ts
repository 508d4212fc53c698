import assert from "node:assert/strict";
import { engineTimeout, Project } from "./pulumi.js";

const up = ["up", "--yes", "--skip-preview"];

describe("the engine and its language host", function () {
  this.timeout(engineTimeout);
  let project: Project;

  before(async () => {
    project = await Project.of("smoke");
    await succeed(["stack", "init", "dev"]);
    await succeed(["config", "set", "--secret", "token", "s3cr3t-value"]);
    await configure("level", "1");
  });

  async function succeed(args: readonly string[], env?: Record<string, string>): Promise<string> {
    const { code, output } = await project.pulumi(args, env);
    assert.equal(code, 0, output);
    return output;
  }

  async function refuse(args: readonly string[]): Promise<string> {
    const { code, output } = await project.pulumi(args);
    assert.notEqual(code, 0, output);
    return output;
  }

  const configure = (key: string, value: string) => succeed(["config", "set", key, value]);

  it("run a program with its configuration and options, and show what it says", async () => {
    const output = await succeed([...up, "--policy-pack", "pack"], {
      NODE_OPTIONS: "--max-old-space-size=1234",
    });
    assert.match(output, /said on stdout, with --max-old-space-size=1234/);
    assert.match(output, /said on stderr/);
    assert.match(output, /\+ 2 created/);
    assert.match(output, /smoke-pack@v0\.0\.1/);
    assert.ok(!output.includes("s3cr3t-value"));
    const outputs = await succeed(["stack", "output", "--json"]);
    assert.deepEqual(JSON.parse(outputs), {
      urn: "urn:pulumi:dev::smoke::smoke:index:Thing::thing",
      level: 1,
      token: "[secret]",
      organization: "organization",
    });
  });

  it("register nothing in a preview", async () => {
    await configure("level", "2");
    assert.match(await succeed(["preview"]), /~ 1 to update/);
    assert.equal((await succeed(["stack", "output", "level"])).trim(), "1");
  });

  it("stop at a failing mandatory policy, whose pack knows its stack", async () => {
    await configure("level", "3");
    const output = await refuse([...up, "--policy-pack", "pack"]);
    assert.match(output, /\[mandatory\] +low-level/);
    assert.match(output, /stack dev asks for level 3/);
    assert.ok(!output.includes("updated"), output);
  });

  it("say what a program's end means, once", async () => {
    await configure("ending", "crash");
    assert.match(await refuse(up), /the program ended with exit status 3/);
    await configure("ending", "told");
    const told = await refuse(up);
    assert.match(told, /the user was told/);
    assert.doesNotMatch(told, /the program ended/);
  });

  it("ask only for providers that are not attached", async () => {
    const plugins = async (attached: string) => {
      const about = await succeed(["about", "--json"], { PULUMI_DEBUG_PROVIDERS: attached });
      return /"name": "aws"/.test(about);
    };
    assert.equal(await plugins(""), true);
    assert.equal(await plugins("vsphere:1,aws:2"), false);
  });
});
