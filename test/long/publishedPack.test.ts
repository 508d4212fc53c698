import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../../cli/engine/engine.js";
import { run } from "../../cli/engine/process.js";
import { buildPacks, packFolder, packs } from "../../policies/build.js";
import { exceptionRule } from "../../policies/framework/exceptions/rule.js";
import { type RunningSimulator, startSimulator } from "../../simulator/start.js";
import { type PulumiCloud, startPulumiCloud } from "./pulumiCloud.js";

const program = `
const pulumi = require("@pulumi/pulumi");
const inputs = { availabilityZone: "eu-central-1a", size: 10, encrypted: false, tags: {} };
new pulumi.CustomResource("aws:ebs/volume:Volume", "data", inputs);
`;

describe("a pack that Pulumi Cloud was given, installed into an empty folder", function () {
  this.timeout(240_000);
  let folder: string;
  let cloud: PulumiCloud;
  let simulator: RunningSimulator;
  let pulumi: (...args: readonly string[]) => Promise<string>;

  before(async () => {
    await buildPacks();
    cloud = await startPulumiCloud();
    folder = await mkdtemp(join(tmpdir(), "comanaged-pack-"));
    simulator = await startSimulator({ world: join(folder, "world"), acceptAnything: true });
    await mkdir(join(folder, "state"));
    const engine = await ensureEngine();
    const environment = {
      ...{ ...process.env, ...engine.env, ...simulator.env, PULUMI_CONFIG_PASSPHRASE: "test" },
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    };
    const command = async (name: string, args: readonly string[]) =>
      (await run(name, args, { cwd: folder, env: environment })).output;
    for (const { name } of packs) {
      // The engine writes a token that it was given among those of whoever runs the tests.
      const env = { ...environment, ...cloud.environment, PULUMI_CREDENTIALS_PATH: folder };
      const args = ["policy", "publish", "university", "--non-interactive"];
      const { code, output } = await run(engine.pulumi, args, { cwd: packFolder(name), env });
      assert.equal(code, 0, output);
    }
    await writeFile(join(folder, "package.json"), '{ "name": "lab", "private": true }\n');
    await writeFile(join(folder, "Pulumi.yaml"), "name: lab\nruntime: nodejs\nmain: index.js\n");
    await writeFile(join(folder, "index.js"), program);
    await writeFile(join(folder, "all.tgz"), cloud.published.get("comanaged-all")?.archive ?? "");
    const options = ["--no-audit", "--no-fund", "--prefer-offline"];
    await command("npm", ["install", ...options, "./all.tgz", "@pulumi/pulumi@3.248.0"]);
    pulumi = (...args) =>
      command(engine.pulumi, [...args, "--stack", "lab", "--non-interactive", "--color", "never"]);
    await pulumi("stack", "init");
    await pulumi("config", "set", "aws:region", "eu-central-1");
  });

  after(async () => {
    await simulator.stop();
    cloud.stop();
    await rm(folder, { recursive: true });
  });

  /** What a preview under the pack prints with this configuration. */
  const preview = async (config: object) => {
    const file = join(folder, "policy.json");
    await writeFile(file, JSON.stringify(config));
    const pack = "node_modules/comanaged-policies-all";
    return pulumi("preview", "--policy-pack", pack, "--policy-pack-config", file);
  };

  it("tells Pulumi Cloud of each rule that it has, as every pack does", () => {
    const told = [...cloud.published].map(([name, { policies }]) => [
      name,
      policies.map((policy) => policy.name).sort(),
    ]);
    const own = packs.map(({ name, rules, stackRules }) => {
      const judging = [...rules, ...stackRules.map(({ rule }) => rule)].map(({ id }) => id);
      return [`comanaged-${name}`, [...new Set([...judging, exceptionRule.id])].sort()];
    });
    assert.deepEqual(told, own);
  });

  it("judges, and takes levels from its configuration", async () => {
    const printed = await preview({ "OWN-01": "advisory" });
    assert.match(printed, /\[mandatory\]\s+\[severity: high\]\s+ENC-02/);
    assert.match(printed, /\[advisory\]\s+\[severity: \w+\]\s+OWN-01/);
  });

  it("explains everything that is wrong with the form of its configuration", async () => {
    const entry = { rule: "ENC-02", resource: "data", until: "2026-12-01", tikcet: "CHG-1" };
    const printed = await preview({
      "EXC-01": { asOf: "tomorrow", approvers: "everybody", exceptions: [entry] },
    });
    for (const part of [
      ...["asOf: Does not match pattern", "approvers: Invalid type", "ticket is required"],
      ...["reason is required", "Additional property tikcet is not allowed"],
    ]) {
      assert.ok(printed.includes(part), `${part}:\n${printed}`);
    }
    assert.doesNotMatch(printed, /ENC-02 +\(/);
  });

  it("explains every level that it cannot have, and judges nothing until it is mended", async () => {
    const printed = await preview({
      ...{ "CLS-02": "advisory", "EXC-01": { enforcementLevel: "disabled" } },
      ...{ "NET-99": "mandatory", "OWN-01": "disabled" },
    });
    for (const part of [
      "CLS-02 is advisory; rules on data levels are always mandatory, so remove it",
      "EXC-01 is disabled; exceptions are always checked",
      "NET-99 is the id of no rule; docs/rules lists them",
    ]) {
      assert.ok(printed.includes(part), `${part}:\n${printed}`);
    }
    assert.doesNotMatch(printed, /OWN-01 is/);
  });
});
