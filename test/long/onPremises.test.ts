import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "ssh2";
import { Temporal } from "temporal-polyfill";
import { type Ask, asking } from "../../cli/guests/asking.js";
import type { Guest } from "../../cli/guests/guest.js";
import { GuestPatchSource } from "../../cli/patches/guestSource.js";
import { GuestReleaseSink } from "../../cli/release/guestSink.js";
import type { Release } from "../../cli/release/sink.js";
import type { PatchState } from "../../components/service/patches/patchState.js";
import { FileSystem } from "../../simulator/guests/fileSystem.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { lendPrograms, serveCommands } from "../../simulator/guests/shell.js";
import { serveWindows } from "../../simulator/guests/windows/session.js";
import { readState, writeState } from "../../simulator/guests/windows/state.js";
import { keep, key, person, rootsOfTest } from "../components/access/guestRoot.js";
import {
  opensNow,
  openWindow,
  patchedServer,
  patchingOf,
  section,
} from "../components/access/patchedServer.js";
import { ownKey, SshGuests } from "./sshGuest.js";

const group = "production";

describe("Servers that patch themselves", function () {
  this.timeout(120_000);
  const ssh = new SshGuests();
  const lent = mkdtempSync(join(tmpdir(), "comanaged-lent-"));
  const root = rootsOfTest(patchedServer);
  const today = Temporal.Now.zonedDateTimeISO("Europe/Berlin").toPlainDate().toString();

  before(() => lendPrograms(lent));
  after(() => {
    ssh.close();
    rmSync(lent, { recursive: true });
  });

  const linux = (own: string) =>
    ssh.serve((session) => serveCommands(session, new FileSystem(own, "linux"), lent));

  const askOf = (servers: Readonly<Record<string, Guest>>, limitMilliseconds = 60_000): Ask =>
    asking({
      guests: async () => new Map(Object.entries(servers)),
      credentials: { privateKey: ownKey },
      limitMilliseconds,
    });

  const read = async (servers: Readonly<Record<string, Guest>>, limit?: number) => {
    const names = Object.keys(servers).map((name) => ({ name, group }));
    const { states, runs } = await new GuestPatchSource(askOf(servers, limit)).read(names);
    return { states, runs };
  };

  const reasonOf = (state: PatchState | undefined) =>
    state?.kind === "undetermined" ? state.reason : `known: ${JSON.stringify(state)}`;

  it("tell over SSH what their last run came to", async () => {
    const well = root(patchingOf([opensNow()]), { offered: "libc6 openssl" });
    const half = root(patchingOf([opensNow()]), { offered: "a b", left: "b c" });
    const waits = root(patchingOf([opensNow()]), { offered: "a", "run/reboot-required": "" });
    for (const own of [well, half, waits]) {
      openWindow(own);
    }
    const fresh = root(patchingOf([opensNow()]));
    const servers = {
      well: await linux(well),
      half: await linux(half),
      waits: await linux(waits),
      fresh: await linux(fresh),
    };
    const { states, runs } = await read(servers);
    const shown = [...states].map(([name, state]) =>
      state.kind === "known"
        ? [
            ...[name, state.installed, state.missing, state.failed, state.pendingReboot],
            ...[state.leftOver, state.lastSuccess?.equals(state.endedAt)],
          ]
        : [name, state.reason],
    );
    assert.deepEqual(shown, [
      ["well", 2, 0, 0, 0, undefined, true],
      ["half", 1, 1, 1, 0, ["b", "c"], undefined],
      ["waits", 1, 0, 0, 1, undefined, undefined],
      ["fresh", "no patch operation is recorded"],
    ]);
    assert.deepEqual(
      [...runs].map(([name, all]) => [name, ...all.map(({ status }) => status)]),
      [["well", "installed"], ["half", "failed"], ["waits", "installed"], ["fresh"]],
    );
    rmSync(join(waits, "run/reboot-required"));
    const after = (await read(servers)).states.get("waits");
    assert.ok(after?.kind === "known" && after.lastSuccess?.equals(after.endedAt));
  });

  it("install once they are released for the day, by one file that is written once", async () => {
    const own = root(patchingOf([opensNow({ held: true })]), { offered: "a" });
    const ask = askOf({ "db-1": await linux(own) });
    const sink = new GuestReleaseSink(ask);
    const release = (more: object = {}) =>
      sink.pending({
        ...{ group, ring: "test", release: today, servers: ["db-1"], testedOn: ["vsphere"] },
        testedAt: Temporal.Now.instant(),
        ...more,
      });
    assert.match(openWindow(own).said, /^held: /);
    const held = await new GuestPatchSource(ask).read([{ name: "db-1", group }]);
    assert.match(reasonOf(held.states.get("db-1")), /never installed .*its test ring has not/);
    const { writes, problems } = await release();
    assert.deepEqual([writes.map(({ what }) => what), problems], [[`db-1: release ${today}`], []]);
    assert.match(openWindow(own).said, /^held: /);
    await writes[0]?.apply();
    assert.equal(openWindow(own).said, "installed");
    assert.deepEqual(await release(), { writes: [], problems: [] });
    assert.equal((await release({ release: "2027-01-01" })).writes.length, 1);
    const others = await release({ group: "test", servers: ["db-1", "gone-1"] });
    assert.deepEqual(others.writes, []);
    assert.match(
      others.problems.join("\n"),
      /^db-1: it is not of .* test\ngone-1: its stack knows/,
    );
  });

  it("on Windows tell and are released in the same words", async () => {
    const own = mkdtempSync(join(tmpdir(), "comanaged-windows-"));
    const files = new FileSystem(join(own, "root"), "win-1");
    const endedAt = "2026-12-10T22:30:00Z";
    const none = { installed: ["KB1"], missing: [], failed: [], fault: "", restartPending: true };
    writeState(files.root, {
      ...readState(files.root),
      files: {
        "patching-told.json": JSON.stringify({ group }),
        "patching-results.json": JSON.stringify({
          last: { ...none, startedAt: "2026-12-10T21:00:00Z", endedAt },
          lastSuccess: endedAt,
          runs: [{ start: "2026-12-10T21:00:00Z", status: "installed", details: "" }],
        }),
      },
    });
    const guest = await ssh.serve((session) => serveWindows(session, files), "windows");
    const { states, runs } = await read({ "win-1": guest });
    const state = states.get("win-1");
    assert.ok(state?.kind === "known", reasonOf(state));
    assert.deepEqual([state.installed, state.pendingReboot], [1, 0]);
    assert.equal(state.lastSuccess?.toString(), endedAt);
    assert.equal(runs.get("win-1")?.length, 1);
    const release: Release = {
      ...{ group, ring: "test", release: today, servers: ["win-1"], testedOn: [] },
      testedAt: Temporal.Now.instant(),
    };
    const sink = new GuestReleaseSink(askOf({ "win-1": guest }));
    for (const { apply } of (await sink.pending(release)).writes) {
      await apply();
    }
    assert.deepEqual(await sink.pending(release), { writes: [], problems: [] });
    assert.deepEqual(JSON.parse(readState(files.root).files["patching-release.json"] ?? ""), {
      ...{ group, cycle: today },
    });
    rmSync(own, { recursive: true });
  });

  it("each fail in one clear line, in time, and hide no other's answer", async () => {
    const says = (act: (session: Session) => void) => ssh.serve(act);
    const printing = (text: string, code = 0) =>
      says((session) =>
        session.on("exec", (accept) => {
          const channel = accept();
          channel.write(text);
          channel.exit(code);
          channel.end();
        }),
      );
    const kept = { release: null, last: null, lastSuccess: null, runs: [] };
    const results = { group, ...kept, restartPending: false };
    const answering = (observed: unknown, problems: readonly string[] = []) =>
      printing(JSON.stringify({ observed: { patchingResults: observed }, problems }));
    const well = root(patchingOf([opensNow()]), { offered: "a" });
    openWindow(well);
    const healthy = await linux(well);
    const gone = await ssh.mute();
    const wrong: Readonly<Record<string, readonly [Guest, RegExp]>> = {
      closed: [ssh.at(1), /^the server at 127\.0\.0\.1 connect ECONNREFUSED/],
      another: [
        { ...healthy, hostKey: newKeyPair("another").public },
        /^the server at 127\.0\.0\.1 shows another host key than the one that is pinned$/,
      ],
      mute: [gone, /^the server at 127\.0\.0\.1 gave no answer within 8 s$/],
      hangs: [
        await says((session) => session.on("exec", (accept) => accept().write("{"))),
        /gave no answer within 8 s$/,
      ],
      endless: [
        await says((session) =>
          session.on("exec", (accept) => {
            const channel = accept();
            const more = () => {
              while (channel.write("x".repeat(16_384))) {}
              channel.once("drain", more);
            };
            more();
          }),
        ),
        /answers without end$/,
      ],
      garbage: [
        await printing("\u001b[2Jhello\u202e\nthere", 3),
        /not answer as agreed: \[2Jhello there$/,
      ],
      silent: [await printing("", 3), /not answer as agreed: status 3$/],
      refuses: [await answering(results, ["sudo\u001b[1m said no"]), /refuses: sudo \[1m said no$/],
      group: [await answering({ ...results, group: "test\u0007" }), /its patch group is test$/],
      time: [await answering({ ...results, lastSuccess: "soon" }), /cannot be read$/],
    };
    const servers = Object.fromEntries(
      Object.entries(wrong).map(([name, [guest]]) => [name, guest]),
    );
    const began = performance.now();
    const { states, runs } = await read({ ...servers, healthy }, 8000);
    assert.ok(performance.now() - began < 20_000);
    for (const [name, [, reason]] of Object.entries(wrong)) {
      assert.match(reasonOf(states.get(name)), reason, `${name}: ${reasonOf(states.get(name))}`);
      assert.doesNotMatch(reasonOf(states.get(name)), /\p{C}/u);
    }
    assert.equal(states.get("healthy")?.kind, "known");
    assert.deepEqual([...runs.keys()].sort(), ["group", "healthy"]);
  });

  it("let the job do this and nothing else, whatever it asks for", async () => {
    const job = "comanaged-patching";
    const own = root(patchingOf([opensNow({ held: true })]));
    const people = [person("maria"), { ...person(job), onlyPatches: true }];
    keep(own, section("administrators", { people, authorities: [] }));
    const file = (path: string) => readFileSync(join(own, path), "utf8");
    const rule =
      /^comanaged-patching ALL=\(root\) NOPASSWD: (\/\S+ -I \/usr\/local\/lib\/comanaged\/program\.py --asked)$/m;
    const [, allowed = ""] = rule.exec(file(`etc/sudoers.d/comanaged-${job}`)) ?? [];
    assert.ok(
      file(`etc/ssh/comanaged/keys/${job}`).endsWith(
        `\nrestrict,command="sudo -n ${allowed}" ${key} ${job}\n`,
      ),
    );
    assert.match(file("etc/ssh/comanaged/keys/maria"), /^ssh-ed25519 \S+ maria$/m);
    const asks = (document: unknown) => {
      const [python = "", ...words] = allowed.split(" ");
      const program = words.map((word) => word.replace("/usr/local", join(own, "usr/local")));
      const { stdout } = spawnSync(python, program, {
        input: `${JSON.stringify(document)}\nanother program\n`,
        env: { COMANAGED_ROOT: own, PATH: lent },
        encoding: "utf8",
      });
      return JSON.parse(stdout);
    };
    assert.equal(asks(section("patchingResults", {})).observed.patchingResults.group, group);
    assert.deepEqual(asks(section("patchingRelease", { group, cycle: today })).problems, []);
    for (const refused of [
      section("administrators", { people, authorities: [] }),
      section("patching", patchingOf([opensNow()])),
      { version: 1, sections: { patchingResults: {}, serviceAccounts: { accounts: [] } } },
      section("patchingRelease", { group, cycle: today, more: "x".repeat(5000) }),
    ]) {
      const { changed, problems } = asks(refused);
      assert.equal(problems.length, 1);
      assert.deepEqual(changed, []);
    }
  });
});
