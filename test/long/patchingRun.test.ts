import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { keep, rootsOfTest } from "../components/access/guestRoot.js";
import {
  closeWindow,
  opensNow,
  openWindow,
  patchedServer,
  patchingOf,
  resultsOf,
  section,
} from "../components/access/patchedServer.js";

describe("A run in a window", function () {
  this.timeout(20_000);
  const server = rootsOfTest(patchedServer);
  const calls = (own: string) => readFileSync(join(own, "calls"), "utf8").trim().split("\n");

  it("installs what the vendor offers and tells what it came to", () => {
    const own = server(patchingOf([opensNow()]), { offered: "libc6 openssl" });
    assert.deepEqual(openWindow(own), { status: 0, said: "installed", stderr: "" });
    const { last, lastSuccess, runs } = resultsOf(own);
    assert.deepEqual(last?.installed, ["libc6", "openssl"]);
    assert.deepEqual([last?.missing, last?.failed, last?.fault], [[], [], ""]);
    assert.equal(lastSuccess, last?.endedAt);
    assert.equal(runs.length, 1);
    assert.ok(
      calls(own).every(
        (call) => !call.startsWith("unattended") || call.endsWith(" /etc/comanaged/apt.conf"),
      ),
    );
  });

  it("tells of what failed, and of a tool or a list that failed", () => {
    const half = server(patchingOf([opensNow()]), { offered: "a b", left: "b c" });
    assert.equal(openWindow(half).status, 1);
    const { last, lastSuccess } = resultsOf(half);
    assert.deepEqual([last?.installed, last?.failed, last?.missing], [["a"], ["b"], ["c"]]);
    assert.equal(lastSuccess, null);
    for (const tool of ["apt-get", "unattended-upgrade"]) {
      const own = server(patchingOf([opensNow()]), { offered: "a", [tool]: "3" });
      assert.equal(openWindow(own).status, 1);
      assert.match(resultsOf(own).last?.fault ?? "", new RegExp(tool));
      assert.equal(resultsOf(own).lastSuccess, null);
    }
  });

  it("restarts the server in the window when a patch needs it, and counts only then", () => {
    const own = server(patchingOf([opensNow()]), { offered: "a", "run/reboot-required": "" });
    assert.equal(openWindow(own).status, 0);
    assert.equal(calls(own).at(-1), "systemctl reboot");
    const waiting = resultsOf(own);
    assert.deepEqual([waiting.restartPending, waiting.lastSuccess], [true, null]);
    rmSync(join(own, "run/reboot-required"));
    const { restartPending, lastSuccess, last } = resultsOf(own);
    assert.deepEqual([restartPending, lastSuccess], [false, last?.endedAt]);
  });

  it("installs nothing while the group is held, and fails closed", () => {
    const patching = patchingOf([opensNow({ held: true })]);
    const today = Temporal.Now.zonedDateTimeISO("Europe/Berlin").toPlainDate();
    const own = server(patching, { offered: "a" });
    const release = join(own, "var/lib/comanaged/patching-release.json");
    const held = (text: string) => {
      writeFileSync(release, text);
      assert.match(openWindow(own).said, /^held: /);
    };
    assert.match(openWindow(own).said, /^held: /);
    for (const cycle of [today.subtract({ days: 1 }), today.add({ days: 1 })]) {
      held(JSON.stringify({ group: "production", cycle: cycle.toString() }));
    }
    held(JSON.stringify({ group: "test", cycle: today.toString() }));
    held("{");
    held("");
    held("[]");
    assert.deepEqual(calls(own), [""]);
    const { last, runs } = resultsOf(own);
    assert.equal(last, null);
    assert.deepEqual([...new Set(runs.map(({ status }) => status))], ["held"]);
    const cycle = today.toString();
    assert.deepEqual(
      keep(own, section("patchingRelease", { group: "production", cycle })).problems,
      [],
    );
    assert.equal(openWindow(own).said, "installed");
  });

  it("begins nothing new when the window is nearly over, and restarts nothing then", async () => {
    const own = server(patchingOf([opensNow()]), { offered: "a", "run/reboot-required": "" });
    assert.equal(await closeWindow(own), 1);
    const { last, runs } = resultsOf(own);
    assert.deepEqual([last?.installed, last?.missing, last?.failed], [[], ["a"], []]);
    assert.match(runs[0]?.details ?? "", /the window was over before the end/);
    assert.ok(!calls(own).includes("systemctl reboot"));
  });

  it("holds no emergency, which is announced as untested", () => {
    const emergency = opensNow({ name: "emergency-120" });
    const regular = opensNow({ held: true, onCalendar: ["2020-01-01 00:00 UTC"] });
    const own = server(patchingOf([regular, emergency]), { offered: "a" });
    assert.equal(openWindow(own, "emergency-120").said, "installed");
  });

  it("does nothing when it is late, by whatever made it so", () => {
    const before = Temporal.Now.zonedDateTimeISO("UTC").subtract({ minutes: 20 });
    const line = `${before.toPlainDate().toString()} ${before.toPlainTime().toString({ smallestUnit: "minute" })} UTC`;
    const own = server(patchingOf([opensNow({ onCalendar: [line] })]), { offered: "a" });
    assert.match(openWindow(own).said, /^late: /);
    assert.match(openWindow(own, "unheard").said, /^late: /);
    assert.deepEqual(calls(own), [""]);
    const lost = server({
      ...patchingOf([opensNow({ onCalendar: ["*-*-* 00:00 Mars/Olympus"] })]),
    });
    assert.match(openWindow(lost).said, /^failed: Mars\/Olympus: /);
  });

  it("asks only repositories of the vendor on Red Hat, and leaves databases out", () => {
    const files = {
      offered: "openssl.x86_64  3.0.7-28.el9_4  rhel-9-for-x86_64-baseos-rpms\n",
      repositories:
        "epel  Extra\nrhel-9-for-x86_64-baseos-rpms  Base\nrhel-9-for-x86_64-baseos-debug-rpms  Debug\n",
      "needs-restarting": "Reboot should not be necessary.\n",
    };
    const own = server(patchingOf([opensNow()], "rhel-9"), files);
    assert.equal(openWindow(own).said, "installed");
    assert.deepEqual(resultsOf(own).last?.installed, ["openssl.x86_64"]);
    const upgrade = calls(own).find((call) => call.endsWith(" upgrade")) ?? "";
    assert.deepEqual(upgrade.match(/--repo=\S+/g), ["--repo=rhel-9-for-x86_64-baseos-rpms"]);
    assert.match(upgrade, /--security .*--exclude=mariadb\*/);
    const foreign = server(patchingOf([opensNow()], "rhel-9"), {
      ...files,
      repositories: "epel  Extra\n",
    });
    assert.equal(openWindow(foreign).said, "failed: no repository of the vendor is enabled");
    const silent = server(patchingOf([opensNow()], "rhel-9"), {
      ...files,
      "needs-restarting": "No such command\n",
    });
    openWindow(silent);
    assert.deepEqual(
      [resultsOf(silent).restartPending, resultsOf(silent).lastSuccess],
      [null, null],
    );
  });
});
