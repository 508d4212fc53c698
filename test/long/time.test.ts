import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { Temporal } from "temporal-polyfill";
import { openStack } from "../../cli/stack/openStack.js";
import { isEmpty, RunFailure, run } from "../../cli/stack/run.js";
import { type Ground, openGround } from "../engine/ground.js";

const who = "requester: it@chemistry.example.edu, approver: duty-manager@provider.example.edu";

describe("time on the real engine", () => {
  let ground: Ground;
  let original: string;
  const file = () => join(ground.stacks, "chemistry.estate.yaml");

  before(async function () {
    this.timeout(180_000);
    ground = await openGround();
    original = await readFile(file(), "utf8");
    await run(await ground.open("site"), "up");
  });

  after(() => ground.close());

  /** What a preview says and would do, under a clock that is so many days ahead. */
  const previewed = async (days: number): Promise<string> => {
    const witness = join(ground.world, `witness-${days}`);
    const stack = await openStack(
      ground.engine,
      {
        folder: ground.project.folder,
        environment: {
          ...ground.project.environment,
          NODE_OPTIONS: `--require ${join(__dirname, "shiftedClock.js")}`,
          SHIFTED_DAYS: String(days),
          SHIFTED_WITNESS: witness,
        },
      },
      "chemistry",
    );
    const said: string[] = [];
    await stack.preview({ onEvent: (event) => said.push(...essence(event)) });
    const clock = await readFile(witness, "utf8");
    const today = Temporal.Now.plainDateISO("UTC").add({ days }).toString();
    assert.match(clock, new RegExp(`${today}.*cmd/run`), "the program saw another clock");
    return said.sort().join("\n");
  };

  it("shows the same preview for the same planning date, whatever the real clock says", async function () {
    this.timeout(300_000);
    const before = await previewed(0);
    assert.match(before, /comanaged:patching:Announcements/);
    for (const days of [-4000, 400]) {
      assert.equal(await previewed(days), before);
    }
    await run(await ground.open("chemistry"), "up");
    assert.equal(await previewed(25), await previewed(0));
  });

  it("brings an emergency and a deferral up, and takes them away once they have passed", async function () {
    this.timeout(300_000);
    const added =
      "emergencies: [{ advisory: CVE-2026-1, groups: [test], timeZone: UTC, notBefore: 2026-11-23T18:00 }]\n" +
      `deferrals: [{ server: spectra-web-1, from: 2026-12-10, until: 2026-12-20, reason: exam, ${who} }]\n`;
    await writeFile(file(), original + added);
    const stack = await ground.open("chemistry");
    await run(stack, "up");
    const schedules = async () => {
      const { deployment } = await stack.exportStack();
      return [...JSON.stringify(deployment).matchAll(/"schedule":"(at\([^"]*\))"/g)].map(
        ([, schedule]) => schedule,
      );
    };
    assert.ok((await schedules()).includes("at(2026-11-23T18:00:00)"));
    assert.ok(isEmpty(await run(stack, "preview")));
    await writeFile(file(), (original + added).replace("2026-11-21", "2026-12-21"));
    await run(stack, "up");
    assert.deepEqual(await schedules(), []);
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("refuses in a plain preview what was announced and changes too late", async function () {
    this.timeout(300_000);
    await writeFile(file(), original.replace("2026-11-21", "2027-01-15"));
    const stack = await ground.open("chemistry");
    await run(stack, "up");
    const late = original
      .replace("2026-11-21", "2027-01-15")
      .replace(
        "    window: patch-week-next-tuesday-night\n",
        "    window: patch-week-next-tuesday-night\n" +
          "    exceptions: [{ action: skip, opening: 2027-01-19, reason: exam }]\n",
      );
    await writeFile(file(), late);
    await assert.rejects(run(stack, "preview"), (failure) => {
      assert.ok(failure instanceof RunFailure);
      assert.match(
        failure.message,
        /window of 2027-01-19 21:00 Europe\/Berlin was announced.*168 h has begun.*approvals: \[\{ group: production, openings: \[2027-01-19\]/,
      );
      assert.doesNotMatch(failure.message, /at .*\.js:\d+/);
      return true;
    });
    const approval = `approvals: [{ group: production, openings: [2027-01-19], until: 2027-01-31, reason: exam, ${who} }]\n`;
    await writeFile(file(), late + approval);
    await run(stack, "preview");
  });
});

/** What of an event is about the estate: resources with their inputs, messages. */
function essence({ resourcePreEvent, diagnosticEvent }: EngineEvent): string[] {
  const step = resourcePreEvent?.metadata;
  return [
    ...(step === undefined ? [] : [JSON.stringify([step.op, step.urn, step.new?.inputs])]),
    ...(diagnosticEvent === undefined ? [] : [diagnosticEvent.message]),
  ];
}
