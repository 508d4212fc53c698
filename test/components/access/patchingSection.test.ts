import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { filesOf, keep, makeRoot, rootsOfTest } from "./guestRoot.js";
import { opensNow, patchedServer, patchingOf, section } from "./patchedServer.js";

const regular = {
  ...{ name: "regular", minutes: 240, held: true },
  onCalendar: ["Fri *-*-11..17 21:00 Europe/Berlin"],
};
const emergency = {
  ...{ name: "emergency-120", minutes: 120, held: false },
  onCalendar: ["2026-11-23 18:00 UTC"],
};

/** Whether the program refuses each of some sections. */
function refusals(sections: readonly unknown[]): unknown {
  const folder = "components/access/bootstrap/linux";
  const program = ["core", "patching"].map((part) => readFileSync(`${folder}/${part}.py`, "utf8"));
  const ask = `
def refused(value):
    try:
        check_patching(value, "patching")
    except Wrong:
        return True
    return False
print(json.dumps([refused(value) for value in json.load(sys.stdin)]))
`;
  const { stdout, stderr } = spawnSync("python3", ["-c", program.join("") + ask], {
    input: JSON.stringify(sections),
    encoding: "utf8",
  });
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

describe("The section about patches", () => {
  const root = rootsOfTest((made: string) => made);

  const text = (own: string, file: string) => readFileSync(join(own, file), "utf8");
  const units = (own: string) =>
    Object.keys(filesOf(own)).filter((file) => /systemd\/system\/comanaged-[^/]*$/.test(file));

  it("keeps timers that end with their windows and make up for nothing", () => {
    const own = root(patchedServer(patchingOf([regular, emergency])));
    const timer = text(own, "etc/systemd/system/comanaged-patching-regular.timer");
    assert.match(timer, /^OnCalendar=Fri \*-\*-11\.\.17 21:00 Europe\/Berlin$/m);
    assert.match(timer, /^Persistent=false$/m);
    const service = text(own, "etc/systemd/system/comanaged-patching-regular.service");
    assert.match(service, /^RuntimeMaxSec=13800\nTimeoutStopSec=600\n/m);
    assert.match(service, /program\.py regular$/m);
    assert.equal(units(own).length, 4);
    const before = filesOf(own);
    assert.deepEqual(keep(own, section("patching", patchingOf([regular, emergency]))).changed, []);
    assert.deepEqual(filesOf(own), before);
  });

  it("takes away the window of an emergency that is over, and none of another's units", () => {
    const foreign = { "etc/systemd/system/customer.timer": "[Timer]\nOnCalendar=daily\n" };
    const own = root(patchedServer(patchingOf([regular, emergency]), foreign));
    const { changed, problems } = keep(own, section("patching", patchingOf([regular])));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      changed.filter((what) => !/json$/.test(what)),
      ["service", "timer"].map(
        (kind) => `/etc/systemd/system/comanaged-patching-emergency-120.${kind}`,
      ),
    );
    assert.equal(units(own).length, 2);
    assert.ok(existsSync(join(own, "etc/systemd/system/customer.timer")));
  });

  it("switches the distribution's own timers off", () => {
    const own = root(makeRoot({ "usr/lib/systemd/system/apt-daily-upgrade.timer": "" }));
    const wants = join(own, "etc/systemd/system/timers.target.wants");
    mkdirSync(wants, { recursive: true });
    const link = join(wants, "apt-daily-upgrade.timer");
    symlinkSync("/usr/lib/systemd/system/apt-daily-upgrade.timer", link);
    const { changed } = keep(own, section("patching", patchingOf([regular])));
    assert.ok(changed.includes("timer apt-daily-upgrade.timer"));
    assert.throws(() => readFileSync(link));
    assert.deepEqual(keep(own, section("patching", patchingOf([regular]))).changed, []);
  });

  it("leaves apt's own settings as they are, and reads the customer's first", () => {
    const customers = { "etc/apt/apt.conf": 'Acquire::http::Proxy "http://proxy";\n' };
    const own = root(patchedServer(patchingOf([regular]), customers));
    assert.equal(text(own, "etc/apt/apt.conf"), customers["etc/apt/apt.conf"]);
    const settings = text(own, "etc/comanaged/apt-last.conf");
    assert.match(settings, /^#include "\/etc\/apt\/apt.conf";$/m);
    assert.match(settings, /^ {2}"\^mariadb\.\*\$";\n {2}"\^libstdc\[\+\]\[\+\]6\$";\n/m);
  });

  it("refuses what breaks out of its place, and then touches nothing", () => {
    const sound = patchingOf([regular]);
    const broken: Readonly<Record<string, (odd: string) => object>> = {
      group: (group) => ({ ...sound, group }),
      timeZone: (timeZone) => ({ ...sound, timeZone }),
      origins: (odd) => ({ ...sound, vendor: { manager: "apt", origins: [odd] } }),
      repositories: (odd) => ({ ...sound, vendor: { manager: "dnf", repositories: [odd] } }),
      excluded: (odd) => ({ ...sound, excluded: [odd] }),
      name: (name) => ({ ...sound, windows: [{ ...regular, name }] }),
      onCalendar: (odd) => ({ ...sound, windows: [{ ...regular, onCalendar: [odd] }] }),
    };
    const odd = fc
      .string({ unit: "binary", maxLength: 20 })
      .chain((text) =>
        fc.constantFrom(`${text}\n`, `a"; ${text}`, `\n${text}`, `-${text} `, `$(${text})`),
      );
    const begins = [
      "production",
      "Europe/Berlin",
      "origin=Debian",
      "rhel-9",
      "redis*",
      ...regular.onCalendar,
    ];
    const ends = ["\n", '"', '";', "\\", "$(id)", "\u2028", "\nUnit=x.service", " ; x"];
    const continued = fc.tuple(fc.constantFrom(...begins), fc.constantFrom(...ends));
    const text = fc.oneof(
      odd,
      continued.map((parts) => parts.join("")),
    );
    const cases = fc.tuple(fc.constantFrom(...Object.keys(broken)), text);
    const wrong = [
      { ...sound, windows: [regular, regular] },
      { ...sound, windows: [{ ...regular, minutes: 10 }] },
      { ...sound, windows: [{ ...regular, minutes: true }] },
      { ...sound, windows: [{ ...regular, held: "no" }] },
      { ...sound, windows: [{ ...regular, onCalendar: [] }] },
      { ...sound, vendor: { manager: "zypper", repositories: [] } },
      { ...sound, vendor: [] },
      { ...sound, more: 1 },
      ...fc.sample(cases, 600).map(([where, text]) => broken[where]?.(text)),
    ];
    assert.deepEqual(refusals([sound, ...wrong]), [false, ...wrong.map(() => true)]);
    const own = root(makeRoot());
    const before = filesOf(own);
    const { status, problems, changed } = keep(own, section("patching", wrong.at(-1)));
    assert.ok(status === 1 && problems.length === 1 && changed.length === 0);
    assert.deepEqual(filesOf(own), before);
  });

  it("takes a release for the group of the server only", () => {
    const own = root(patchedServer(patchingOf([opensNow({ held: true })])));
    const release = (group: string, cycle: string) =>
      keep(own, section("patchingRelease", { group, cycle })).problems;
    assert.deepEqual(release("production", "2026-12-15"), []);
    assert.match(release("test", "2026-12-15")[0] ?? "", /not of the patch group test/);
    assert.match(release("production", "now")[0] ?? "", /needs a date/);
    writeFileSync(join(own, "var/lib/comanaged/patching-release.json"), "{");
    assert.deepEqual(release("production", "2026-12-15"), []);
  });
});
