import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { planLinuxPatching } from "../../../components/patching/linuxPatching.plan.js";
import { patchProducts } from "../../../components/service/patchProducts.js";
import { planningInstant } from "../../../components/service/time/instants.js";
import { openings } from "../../../components/service/time/openings.js";
import { keep, makeRoot } from "../access/guestRoot.js";
import { section } from "../access/patchedServer.js";
import { type Range, within } from "./evaluators/civil.js";
import { systemdRuns } from "./evaluators/systemdCalendar.js";
import { anySchedule } from "./generated.js";

const hours = { start: "21:00", durationMinutes: 240, timeZone: "Europe/Berlin" };
const window = { week: "second", weekday: "tuesday", offsetDays: 3, ...hours } as const;
const years = 3;

/** What the server's own program says of an event in each of some minutes. */
function saidOf(asked: readonly (readonly [event: string, instant: number])[]): boolean[] {
  const folder = "components/access/bootstrap/linux";
  const program = ["core", "patchingTimes"].map((part) =>
    readFileSync(`${folder}/${part}.py`, "utf8"),
  );
  const ask = "print(json.dumps([elapses(event, at) for event, at in json.load(sys.stdin)]))\n";
  const { stdout, stderr } = spawnSync("python3", ["-c", `${program.join("")}${ask}`], {
    input: JSON.stringify(asked),
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  const said: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(said));
  return said.map(Boolean);
}

describe("The plan of patching on Linux servers", function () {
  this.timeout(60_000);

  it("names the release of the image, its security updates, and no database", () => {
    const group = { name: "test", schedule: { window }, isHeld: false } as const;
    for (const product of patchProducts.filter((one) => !one.startsWith("windows"))) {
      const { vendor, excluded } = planLinuxPatching({ ...group, product }, "2026-11-21");
      const sources = vendor.manager === "apt" ? vendor.origins : vendor.repositories;
      const form =
        vendor.manager === "apt"
          ? /^origin=(Debian|Ubuntu|UbuntuESM),.*-security,label=/
          : /^rhel-[89]-for-\*-/;
      assert.ok(sources.length > 0 && sources.every((source) => form.test(source)), product);
      assert.ok(excluded.includes("postgresql*"));
    }
    assert.throws(
      () => planLinuxPatching({ ...group, product: "windows-server-2022" }, "2026-11-21"),
      /no product of Linux/,
    );
  });

  it("gives emergencies timers of their own, which nothing holds", () => {
    const emergencies = [60, 120, 60].map((durationMinutes, index) => ({
      ...{ advisory: `CVE-${index}`, durationMinutes },
      notBefore: `2026-11-2${index + 3}T18:00+01:00`,
    }));
    const group = { name: "production", product: "debian-12", isHeld: true } as const;
    const { windows } = planLinuxPatching(
      { ...group, schedule: { window, emergencies } },
      "2026-11-21",
    );
    assert.deepEqual(
      windows.map(({ name, minutes, held, onCalendar }) => [
        name,
        minutes,
        held,
        onCalendar.length,
      ]),
      [
        ["regular", 240, true, 1],
        ["emergency-60", 60, false, 2],
        ["emergency-120", 120, false, 1],
      ],
    );
    const later = planLinuxPatching({ ...group, schedule: { window, emergencies } }, "2026-12-01");
    assert.deepEqual(
      later.windows.map(({ name }) => name),
      ["regular"],
    );
  });

  it("fires at the model's instants in the timers on a server, as it reads them itself", () => {
    const cases = fc.sample(anySchedule, { numRuns: 10, seed: 11 });
    const planned = cases.map(({ schedule, asOf }) =>
      planLinuxPatching({ name: "any", schedule, product: "debian-12", isHeld: true }, asOf),
    );
    const windows = planned.flatMap((plan, index) =>
      plan.windows.map((one) => ({ ...one, name: `w${index}-${one.name}` })),
    );
    const root = makeRoot();
    const [first] = planned;
    assert.deepEqual(keep(root, section("patching", { ...first, windows })).problems, []);
    const asked: [event: string, instant: number, elapses: boolean][] = [];
    for (const [index, { schedule, asOf }] of cases.entries()) {
      const { from, until, range } = periodOf(asOf, schedule.window.timeZone);
      const lines = windows
        .filter(({ name }) => name.startsWith(`w${index}-`))
        .flatMap(({ name }) => eventsIn(root, name));
      const runs = lines.flatMap((line) => systemdRuns(line, range));
      const wanted = openings(schedule, from, until).map(({ start }) => start.epochMilliseconds);
      assert.deepEqual(within(runs, range), within(wanted, range), lines.join("\n"));
      for (const line of lines) {
        const own = systemdRuns(line, range);
        for (const at of [...own.slice(0, 4), ...wanted.slice(0, 6)]) {
          for (const beside of [0, 60_000, 24 * 3_600_000, 7 * 24 * 3_600_000]) {
            asked.push([line, (at + beside) / 1000, own.includes(at + beside)]);
          }
        }
      }
    }
    rmSync(root, { recursive: true });
    const inside = asked.filter(([, at]) => at < Date.parse("2037-01-01T00:00Z") / 1000);
    const said = saidOf(inside.map(([event, at]) => [event, at]));
    assert.ok(inside.length > 200 && inside.some(([, , does]) => does));
    assert.deepEqual(
      inside.filter(([, , does], index) => said[index] !== does),
      [],
    );
  });
});

function periodOf(asOf: string, timeZone: string) {
  const end = Temporal.PlainDate.from(asOf).add({ years }).toString();
  const [from, until] = [planningInstant(asOf, timeZone), planningInstant(end, timeZone)];
  const range: Range = { from: from.epochMilliseconds, until: until.epochMilliseconds };
  return { from, until, range };
}

/** The events in the timer that was written for a window. */
function eventsIn(root: string, name: string): string[] {
  const file = join(root, `etc/systemd/system/comanaged-patching-${name}.timer`);
  return [...readFileSync(file, "utf8").matchAll(/^OnCalendar=(.*)$/gm)].map(
    ([, event = ""]) => event,
  );
}
