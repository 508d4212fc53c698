import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { ensureEngine } from "../../cli/engine/engine.js";
import { buildPacks, packFolder } from "../../policies/build.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { type RunningSimulator, startSimulator } from "../../simulator/start.js";
import { type Case, titleOf, variants } from "./support/cases.js";
import { sampledCases as cases } from "./support/everyCase.js";
import { expectedLevels } from "./support/verdict.js";

const eventSchema = z.object({
  policyEvent: z
    .object({
      resourceUrn: z.string(),
      policyName: z.string(),
      enforcementLevel: z.string(),
      message: z.string(),
    })
    .optional(),
});

type PolicyEvent = NonNullable<z.infer<typeof eventSchema>["policyEvent"]>;

describe("The built pack, in a preview of the real engine", function () {
  this.timeout(120_000);

  const folder = mkdtempSync(join(__dirname, "engine-"));
  let simulator: RunningSimulator;
  let events: readonly PolicyEvent[];

  before(async () => {
    await buildPacks();
    simulator = await startSimulator({ world: join(folder, "world"), acceptAnything: true });
    events = await previewCases(folder, simulator.env);
  });

  after(async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });

  it("sees every rule in every situation", () => {
    const missing = all.rules.flatMap((rule) => {
      const own = cases.filter((one) => one.rule === rule);
      return variants
        .filter((variant) => !own.some((one) => one.variant === variant))
        .map((variant) => `${rule.id}: ${variant}`);
    });
    assert.deepEqual(missing, []);
  });

  it("judges every case as the rule alone does", () => {
    const wrong = cases.flatMap((one, index) => {
      const actual = levelsOf(events, one, index);
      const expected = expectedLevels(one);
      return actual === expected ? [] : [`${titleOf(one)}: ${actual}, not ${expected}`];
    });
    assert.deepEqual(wrong, []);
  });

  it("shows no secret", () => {
    assert.ok(events.every(({ message }) => !message.includes("canary")));
  });

  it("reports about no other resource", () => {
    assert.ok(events.every(({ resourceUrn }) => /::case-\d+$/.test(resourceUrn)));
  });
});

/** The levels at which the rule of the case was violated by its resource. */
function levelsOf(events: readonly PolicyEvent[], { rule }: Case, index: number): string {
  const own = events.filter(
    ({ resourceUrn, policyName }) =>
      policyName === rule.id && resourceUrn.endsWith(`::case-${index}`),
  );
  return [...new Set(own.map(({ enforcementLevel }) => enforcementLevel))].sort().join(" and ");
}

async function previewCases(folder: string, env: Readonly<Record<string, string>>) {
  const log = join(folder, "events.json");
  mkdirSync(join(folder, "state"));
  const main = relative(folder, join(__dirname, "support/caseProgram.js"));
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    `name: policies\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: ${main}\n`,
  );
  const run = (...args: readonly string[]) => pulumi(folder, env, args);
  const output =
    (await run("stack", "init")) +
    (await run("preview", "--policy-pack", packFolder("all"), "--event-log", log));
  assert.ok(existsSync(log), output);
  const lines = readFileSync(log, "utf8").trim().split("\n");
  const found = lines.flatMap((line) => eventSchema.parse(JSON.parse(line)).policyEvent ?? []);
  assert.ok(found.length > 0, output);
  return found;
}

/** Runs `pulumi` to its end, whatever its exit code, and returns what it printed. */
async function pulumi(
  cwd: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<string> {
  const engine = await ensureEngine();
  const options = {
    cwd,
    env: { ...process.env, ...engine.env, ...env, ...settingsFor(cwd) },
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve) => {
    execFile(
      engine.pulumi,
      [...args, "--non-interactive", "--stack", "test"],
      options,
      (_error, stdout, stderr) => resolve(`${stdout}${stderr}`),
    );
  });
}

function settingsFor(folder: string): Record<string, string> {
  return {
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_DEBUG_COMMANDS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}
