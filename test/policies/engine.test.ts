import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { z } from "zod";
import { ensureEngine } from "../../cli/engine/engine.js";
import { buildPacks, packFolder } from "../../policies/build.js";
import type { ExceptionSettings } from "../../policies/framework/exceptions/exception.js";
import { parseVerdict } from "../../policies/framework/verdictLine.js";
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

const exception = {
  ...{ rule: "ENC-02", reason: "An appliance", owner: "grace@example.edu" },
  ...{ approver: "ada@example.edu", until: "2026-12-01" },
};

const exceptionSettings: ExceptionSettings = {
  asOf: "2026-11-21",
  approvers: ["ada@example.edu"],
  exceptions: [
    { ...exception, resource: "stack-di*", ticket: "CHG-1" },
    { ...exception, resource: "stack-no-disk", ticket: "CHG-2" },
    { ...exception, rule: "NET-01", resource: "stack-low", ticket: "CHG-3", until: "2026-11-20" },
  ],
};

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

  it("judges whole stacks, and what is excepted in them", () => {
    const others = events.filter(({ resourceUrn }) => !/::case-\d+$/.test(resourceUrn));
    const told = others.map(({ resourceUrn, policyName, enforcementLevel, message }) => {
      const verdict = parseVerdict(message);
      const name = resourceUrn.split("::").at(-1);
      return [name, policyName, enforcementLevel, verdict?.verdict, verdict?.message].join(" | ");
    });
    assert.deepEqual(told.sort(), [
      "policies-test | EXC-01 | advisory | fail | exception CHG-2 from ENC-02: nothing that it covers breaks the rule",
      "policies-test | EXC-01 | mandatory | fail | exception CHG-3 from NET-01: it expired on 2026-11-20",
      "stack-disk | ENC-02 | advisory | excepted | the disk is not encrypted by itself",
      "stack-high | NET-01 | mandatory | fail | port 22 (SSH) is open to the Internet through stack-high, stack-low together",
      "stack-server-day | BKP-01 | mandatory | fail | its path to a vault is cut at the selection: No selection of a backup plan takes it by its class and its owner",
      "stack-server-day | PAT-03 | mandatory | fail | the path breaks off: stack-server-day -> (no patch group has the value of its tag)",
      "stack-server-day | PAT-03 | mandatory | fail | the path breaks off: stack-server-day -> (no target of a maintenance window selects the server)",
      "stack-server-day | PAT-05 | advisory | undetermined | whether Systems Manager may manage it is told by no role of this stack",
      "stack-server-day | PAT-07 | mandatory | fail | its path to a window is cut at the group: No one baseline of its patch group approves anything",
      "stack-server-day | PAT-07 | mandatory | fail | its path to a window is cut at the target: No window has a target that takes it",
      "stack-server-night | BKP-01 | mandatory | fail | its path to a vault is cut at the selection: No selection of a backup plan takes it by its class and its owner",
      "stack-server-night | PAT-05 | advisory | undetermined | whether Systems Manager may manage it is told by no role of this stack",
      "stack-stale | ENC-04 | mandatory | fail | the key is never rotated",
      "stack-vault-bad | BKP-03 | mandatory | undetermined | not known yet; perhaps the vault has no key of its own (it comes from stack-stale)",
      "stack-vault-bad | BKP-21 | mandatory | fail | no policy forbids everybody to end its backups early",
      "stack-vault-good | BKP-21 | mandatory | fail | no policy forbids everybody to end its backups early",
    ]);
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
  const config = join(folder, "policy.json");
  writeFileSync(config, JSON.stringify({ "EXC-01": exceptionSettings }));
  const pack = ["--policy-pack", packFolder("all"), "--policy-pack-config", config];
  const run = (...args: readonly string[]) => pulumi(folder, env, args);
  const output = (await run("stack", "init")) + (await run("preview", ...pack, "--event-log", log));
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
