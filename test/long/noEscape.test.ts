import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { run } from "../../cli/stack/run.js";
import { pack } from "../../policies/packs/all.pack.js";
import { type Ground, openGround } from "../engine/ground.js";
import { type Capture, capture } from "../policies/mutants/capture.js";
import { Court, judge, withMutants } from "../policies/mutants/court.js";
import { excuses, readExcuses } from "../policies/mutants/harmless.js";
import { allMutants, classOf, type Mutant, sampledMutants } from "../policies/mutants/mutants.js";
import { type Judged, outcomesOf } from "../policies/mutants/outcome.js";
import { isReplayed, replay, replayFile, wordsOf } from "../policies/mutants/replay.js";
import { wholeEstate } from "./wholeEstate.js";

const stacks = ["site", "library", "whole"];

/** Stacks with servers on every platform, which the real engine judges again with mutants in them. */
const replayed = ["whole"];

const seed = Number(process.env["ESCAPE_SEED"] ?? 20261121);
const replaysOfEach = 2;

const reasons = readExcuses();

const howToGoOn =
  "These changes weaken a stack and no rule refuses them. Write or widen a rule, or put a reason " +
  "why one is harmless into a file of test/policies/mutants/harmless (type, place, kinds; its " +
  "README.md says how):";

describe("Mutants of stacks that keep every rule", function () {
  this.timeout(1_200_000);
  let ground: Ground;
  const judged: Judged[] = [];
  const captures = new Map<string, Capture>();

  before(async () => {
    ground = await openGround({ names: ["whole"] });
    await writeFile(join(ground.stacks, "whole.estate.yaml"), wholeEstate);
    const file = join(ground.stacks, "catalog.yaml");
    const reports = "  aws:\n    backupReports: comanaged-backup-reports\n";
    await writeFile(file, (await readFile(file, "utf8")).replace("  aws:\n", reports));
    for (const name of stacks) {
      captures.set(name, await capture(ground, name));
      if (name === "site") {
        await run(await ground.open("site"), "up");
      }
    }
    const mutants = sampledMutants([...captures.values()]);
    for (const [name, captured] of captures) {
      const court = new Court(pack, captured);
      const own = mutants.filter(({ stack }) => stack === name);
      judged.push(...own.map((mutant) => ({ mutant, said: court.judge(mutant) })));
    }
  });

  after(() => ground.close());

  it("are at least 2,000, of every platform", () => {
    const platforms = new Set(judged.map(({ mutant }) => mutant.type.split(":")[0]));
    assert.ok(judged.length >= 2000, String(judged.length));
    const expected = ["aws", "azure-native", "command", "pulumi", "vsphere"];
    assert.deepEqual(platforms, new Set(expected));
  });

  it("are refused by a rule, or harmless for a reason of their own", () => {
    const outcomes = outcomesOf(judged, reasons);
    const escaped = [...outcomes].filter(([, { kind }]) => kind === "escaped");
    console.log(countsOf(outcomes));
    const names = [...new Set(escaped.map(([mutant]) => nameOf(mutant)))];
    assert.deepEqual(names, [], [howToGoOn, ...names].join("\n"));
  });

  it("have no reason that is for none of them, or for one that a rule refuses", () => {
    const outcomes = outcomesOf(judged, reasons);
    const used = new Set(
      [...outcomes.values()].flatMap((outcome) =>
        outcome.kind === "harmless" ? [outcome.excuse] : [],
      ),
    );
    const idle = reasons.filter((one) => !used.has(one));
    assert.deepEqual(
      idle.map(({ type, place, reason }) => [type, place, reason]),
      [],
    );
    const guarded = judged.filter(
      ({ mutant, said }) =>
        said.some(({ isMandatory }) => isMandatory) && reasons.some((one) => excuses(one, mutant)),
    );
    assert.deepEqual([...new Set(guarded.map(({ mutant }) => nameOf(mutant)))], []);
  });

  it("have single reasons: none stands at two properties of a type", () => {
    const told = new Set<string>();
    const twice = reasons.filter(({ type, place, reason }) => {
      const key = `${type} ${reason}`;
      const isSecond = told.has(key) && !told.has(`${key} ${place}`);
      told.add(key).add(`${key} ${place}`);
      return isSecond;
    });
    assert.deepEqual(
      twice.map(({ type, place }) => `${type} ${place}`),
      [],
    );
  });

  for (const name of replayed) {
    it(`are judged alike by the real engine in ${name}`, async () => {
      const captured = captures.get(name);
      assert.ok(captured);
      const file = replayFile(ground.project.folder);
      const engine = await openGround({
        ...{ acceptAnything: true, names: ["replay"], environment: { REPLAYED: file } },
        program: "dist/test/policies/mutants/replayProgram.js",
      });
      try {
        for (const mutants of mixedMutants(captured)) {
          const questions = withMutants(captured, mutants);
          const told = await replay(engine, file, questions);
          assert.deepEqual(wordsOf(told), wordsOf(judge(pack, questions)));
        }
      } finally {
        await engine.close();
      }
    });
  }
});

/** Seeded choices of mutants, in each one mutant of every resource at most. */
function mixedMutants(captured: Capture): readonly (readonly Mutant[])[] {
  const byUrn = new Map<string, Mutant[]>();
  for (const mutant of allMutants(captured).filter(({ type }) => isReplayed(type))) {
    byUrn.set(mutant.urn, [...(byUrn.get(mutant.urn) ?? []), mutant]);
  }
  const one = fc.tuple(...[...byUrn.values()].map((own) => fc.constantFrom(...own)));
  return fc.sample(one, { seed, numRuns: replaysOfEach });
}

function nameOf(mutant: Mutant): string {
  return `${classOf(mutant)} (${mutant.urn.split("::").at(-1)})`;
}

/** How many mutants each rule refuses, and how many are harmless, as lines. */
function countsOf(outcomes: ReturnType<typeof outcomesOf>): string {
  const counts = new Map<string, number>();
  for (const outcome of outcomes.values()) {
    const keys = {
      caught: () => `refused by ${"rule" in outcome ? outcome.rule : ""}`,
      waits: () => `told, and refused at the update, by ${"rule" in outcome ? outcome.rule : ""}`,
      harmless: () => "harmless",
      escaped: () => "escaped",
    };
    const key = keys[outcome.kind]();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const lines = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return lines.map(([key, count]) => `      ${count} ${key}`).join("\n");
}
