import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Temporal } from "temporal-polyfill";
import { type Ask, asking } from "../../cli/guests/asking.js";
import { guestsIn } from "../../cli/guests/guest.js";
import { patchRows } from "../../cli/patches/rows.js";
import { unknownSource } from "../../cli/patches/source.js";
import { patchSources } from "../../cli/patches/sources.js";
import { releaseGroups } from "../../cli/release/release.js";
import type { ReleaseSink } from "../../cli/release/sink.js";
import { releaseSinks } from "../../cli/release/sinks.js";
import { pulumi } from "../../cli/stack/pulumi.js";
import { run } from "../../cli/stack/run.js";
import { FileSystem } from "../../simulator/guests/fileSystem.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { servingOf } from "../../simulator/guests/serving.js";
import { lendPrograms } from "../../simulator/guests/shell.js";
import { listen } from "../../simulator/guests/sshServer.js";
import { readEstate } from "../../stacks/schema/read.js";
import { type Ground, openGround } from "../engine/ground.js";

const key = newKeyPair("provider");
const onVsphere = ["catalog-db-1", "catalog-staging-1", "catalog-web-1", "catalog-web-2"];

/** Staging is patched on Thursday the 10th from 21:00; the group opens on Saturday the 19th. */
const tested = Temporal.Instant.from("2026-12-10T23:00+01:00");
const due = Temporal.Instant.from("2026-12-18T09:00+01:00");

describe("The servers of an estate that patch themselves", function () {
  this.timeout(120_000);
  let ground: Ground;
  let exported: string;

  before(async () => {
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await run(await ground.open("library"), "up");
    const { engine, project } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    exported = await pulumi(where, ["stack", "export", "--stack", "library"]);
  });

  after(() => ground.close());

  /** The folder of a server's disk. */
  function diskOf(server: string): string {
    const folder = join(ground.world, "guests");
    const found = readdirSync(folder).find((name) => {
      const file = join(folder, name, "etc/hostname");
      return existsSync(file) && readFileSync(file, "utf8") === `${server}\n`;
    });
    return join(folder, found ?? "none");
  }

  /** Asks the servers of the world, each at a port of the loopback address. */
  const ask: Ask = async (server, section, value) => {
    const lent = join(ground.world, "guests", "programs");
    lendPrograms(lent);
    const guest = guestsIn(exported).get(server);
    assert.ok(guest, server);
    const isWindows = guest.os === "windows";
    const files = new FileSystem(diskOf(server), server);
    const { port, close } = await listen(files, {
      imageKey: key.public,
      serve: servingOf(files, { lent, isWindows }),
    });
    const here = { ...guest, address: "127.0.0.1", port };
    const credentials = { privateKey: key.private };
    const guests = async () => new Map([[server, here]]);
    return asking({ guests, credentials })(server, section, value).finally(close);
  };

  function write(server: string, name: string, value: object): void {
    const folder = join(diskOf(server), "var/lib/comanaged");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(value));
  }

  const ran = (failed: readonly string[]) => {
    const [startedAt, endedAt] = [tested.subtract({ hours: 1 }).toString(), tested.toString()];
    const fault = failed.length > 0 ? "not installed" : "";
    const last = { startedAt, endedAt, installed: ["libc6"], missing: [], failed, fault };
    return {
      last,
      lastSuccess: null,
      runs: [{ start: startedAt, status: "installed", details: "" }],
    };
  };

  async function release() {
    const { estate } = readEstate(ground.stacks, "library");
    const told: string[] = [];
    const telling = (platform: string): ReleaseSink => ({
      pending: async ({ group, servers }) => {
        const apply = async () => void told.push(`${platform} ${group} ${servers.join(" ")}`);
        return { writes: [{ what: `${platform}: ${group}`, apply }], problems: [] };
      },
    });
    const sinks = { ...releaseSinks(estate, ask), aws: telling("aws"), azure: telling("azure") };
    const sources = patchSources(estate, ask);
    const rows = await releaseGroups(estate, { sources, sinks, now: due, apply: true });
    return { told, row: rows.find(({ group }) => group === "public") };
  }

  it("are found by address and pinned host key in a state of which nothing is decrypted", () => {
    const guests = guestsIn(exported);
    for (const server of [...onVsphere, "loans-windows-1", "digital-web-1"]) {
      const shown = readFileSync(join(diskOf(server), "etc/ssh/ssh_host_ed25519_key.pub"), "utf8");
      assert.equal(guests.get(server)?.hostKey, shown.trim());
      assert.match(guests.get(server)?.address ?? "", /^10\./);
    }
    assert.equal(guests.get("loans-windows-1")?.os, "windows");
  });

  it("release nobody on any platform when a test failed, and everybody when it went well", async () => {
    const releaseFile = (server: string) =>
      join(diskOf(server), "var/lib/comanaged/patching-release.json");
    const none = await release();
    assert.match(JSON.stringify(none.row?.verdict), /no patch operation is recorded/);
    write("catalog-staging-1", "patching-results.json", ran(["openssl"]));
    const failed = await release();
    assert.match(JSON.stringify(failed.row?.verdict), /held.*1 patch failed/);
    for (const { told, row } of [none, failed]) {
      assert.deepEqual([told, row?.writes], [[], []]);
    }
    assert.ok(!onVsphere.some((server) => existsSync(releaseFile(server))));
    write("catalog-staging-1", "patching-results.json", ran([]));
    const { told, row } = await release();
    assert.deepEqual([row?.verdict.kind, row?.problems, row?.notBuilt], ["released", [], []]);
    assert.deepEqual(told.sort(), [
      "aws public digital-scans-1 digital-web-1",
      "azure public exhibits-web-1 theses-win-1",
    ]);
    for (const server of ["catalog-db-1", "catalog-web-1"]) {
      assert.deepEqual(JSON.parse(readFileSync(releaseFile(server), "utf8")), {
        ...{ group: "public", cycle: "2026-12-19" },
      });
    }
    const { files } = JSON.parse(
      readFileSync(join(diskOf("loans-windows-1"), "windows.json"), "utf8"),
    );
    assert.match(files["patching-release.json"], /2026-12-19/);
    const again = await release();
    assert.deepEqual(again.row?.writes, ["aws: public", "azure: public"]);
  });

  it("are findings when nothing was installed for 35 days", async () => {
    const { estate } = readEstate(ground.stacks, "library");
    const findingOf = async (asOf: string) => {
      const { vsphere } = patchSources(estate, ask);
      const others = unknownSource("not asked");
      const rows = await patchRows(
        estate,
        { vsphere, aws: others, azure: others, hyperv: others, physical: others },
        asOf,
      );
      return rows.find(({ server }) => server === "catalog-staging-1")?.finding;
    };
    assert.equal(await findingOf("2027-01-14"), undefined);
    assert.equal(await findingOf("2027-01-15"), "not patched for 35 days");
  });
});
