import assert from "node:assert/strict";
import fc from "fast-check";
import { reimages } from "../../../components/service/blastRadius/reimages.js";
import { renames } from "../../../components/service/blastRadius/renames.js";
import { changeLine } from "../../../components/service/blastRadius/report.js";
import { restoredParts } from "../../../components/service/blastRadius/restoredParts.js";
import { type Confirmed, unconfirmed } from "../../../components/service/confirmation.js";
import { losses } from "../../../components/service/losses.js";
import { lossText, registerEntry } from "../../../components/service/register.js";
import type { Restored } from "../../../components/service/restore.js";
import type { Disk } from "../../../components/service/server.js";

const disk: Disk = { sizeGiB: 100, tier: "standard" };
const confirmed: Confirmed = { ...unconfirmed, reimage: true };

interface Written extends Restored {
  readonly platform?: "vsphere" | "aws";
  readonly generation?: number;
  readonly formerly?: readonly string[];
  readonly data?: Disk;
  readonly confirms?: Confirmed;
}

const entry = ({ platform = "aws", data = disk, confirms = unconfirmed, ...rest }: Written) =>
  registerEntry({ platform, disks: { system: disk, data }, ...rest }, confirms);
const step = (was: Written, is: Written) =>
  losses({ db: entry(was) }, { db: entry(is) }, () => is.confirms ?? unconfirmed).map(lossText);

describe("a server that is installed anew", () => {
  it("needs a confirmation, and an up with it before", () => {
    assert.match(step({}, { generation: 2 })[0] ?? "", /db\.generation: .*is not confirmed/);
    assert.match(step({}, { generation: 2, confirms: confirmed })[0] ?? "", /not prepared/);
    assert.match(step({ confirms: confirmed }, { generation: 2 })[0] ?? "", /not confirmed/);
    assert.deepEqual(step({ confirms: confirmed }, { generation: 2, confirms: confirmed }), []);
  });

  it("never goes back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (from, to) => {
        const told = step(
          { generation: from, confirms: confirmed },
          { generation: to, confirms: confirmed },
        );
        assert.equal(told.length, to < from ? 1 : 0);
      }),
    );
  });

  it("gets its data disks back on vSphere only with their files", () => {
    const was = { platform: "vsphere", confirms: confirmed } as const;
    const is = { ...was, generation: 2 };
    const path = "db/db_1.vmdk";
    assert.match(step(was, is)[0] ?? "", /disks\.data\.path: vSphere would give/);
    assert.deepEqual(step(was, { ...is, data: { ...disk, path } }), []);
    assert.match(step(was, { ...was, data: { ...disk, path } })[0] ?? "", /named when/);
    const named = { ...is, data: { ...disk, path } };
    assert.deepEqual(step(named, named), []);
    assert.match(step(named, is)[0] ?? "", /path: the file of a disk/);
    const grown = { ...named, data: { ...disk, path, sizeGiB: 200 } };
    assert.match(step(named, grown)[0] ?? "", /size: .*keeps its size/);
  });

  it("starts from a backup only at a birth, and does not notice when that is forgotten", () => {
    const taken = "2026-11-20T00:12:00Z";
    const restore = { source: "db", point: "ami-1", taken, generation: 2 };
    const is = { generation: 2, restore };
    assert.match(step({ generation: 2 }, is)[0] ?? "", /db: the server is there, .*generation: 3/);
    assert.deepEqual(step(is, is), []);
    assert.deepEqual(step(is, { generation: 2 }), []);
    assert.deepEqual(step({ confirms: confirmed }, { confirms: confirmed, restore }), []);
    const found = reimages({ db: entry({}) }, { db: entry(is) }).get("db");
    assert.deepEqual([found?.level, found?.isAllowedAnytime], ["data loss", true]);
    const without = reimages({ db: entry({ restore }) }, { db: entry({ generation: 2 }) });
    assert.deepEqual(without.get("db")?.isAllowedAnytime, undefined);
  });

  it("is told what of backups is written into it and shows there, and runs on", () => {
    const [point, taken] = ["6c0e", "2026-11-20T00:12:00Z"];
    const noted = { point, taken, reason: "why", entry: ["restores", "0"] };
    const files = { ...noted, files: ["/srv/a"], to: "original" } as const;
    const of = (is: Parameters<typeof entry>[0], was: Parameters<typeof entry>[0] = {}) => {
      const { level, reasons } =
        restoredParts({ db: entry(was) }, { db: entry(is) }).get("db") ?? {};
      return [level, reasons?.map(({ why }) => why).join()];
    };
    const lost = of({ restoredFiles: files });
    assert.equal(lost[0], "data loss");
    assert.match(lost[1] ?? "", /^write \/srv\/a as of 2026-11-20T00:12:00Z over what is there/);
    assert.deepEqual(of({ restoredFiles: files }, { restoredFiles: files }), [
      undefined,
      undefined,
    ]);
    assert.deepEqual(of({}, { restoredFiles: files }), [undefined, undefined]);
    assert.equal(of({ restoredFiles: { ...files, to: "beside" } })[0], "online");
    const shown = { shownDisks: [{ ...noted, of: "data" }] };
    assert.match(of(shown)[1] ?? "", /^show disk data as of .*, to read from/);
    assert.match(of({}, shown)[1] ?? "", /^show disk data as of .* no more$/);
    const parts = [...restoredParts({ db: entry({}) }, { db: entry({ restoredFiles: files }) })];
    const change = { server: "db", parts: parts.map(([, part]) => part) };
    assert.match(changeLine(change, { nextWindow: "", waits: true }), /data loss .* No downtime\./);
  });

  it("is told as a replacement", () => {
    const [[server, radius] = []] = reimages(
      { db: entry({}) },
      { db: entry({ generation: 2 }), web: entry({ generation: 7 }) },
    );
    assert.deepEqual([server, radius?.level], ["db", "replace"]);
    assert.match(radius?.reasons[0]?.why ?? "", /system disk and everything on it is lost/);
  });
});

describe("a server with another name", () => {
  const renamed = entry({ formerly: ["older", "db"] });

  it("is not lost, and its disks are still watched", () => {
    assert.deepEqual(
      losses({ db: entry({}) }, { web: renamed }, () => unconfirmed),
      [],
    );
    const smaller = entry({ formerly: ["db"], data: { ...disk, sizeGiB: 50 } });
    const [loss] = losses({ db: entry({}) }, { web: smaller }, () => unconfirmed);
    assert.equal(loss?.path, "servers.web.disks.data.size");
  });

  it("is told once", () => {
    const [[, radius] = []] = renames({ db: entry({}) }, { web: renamed });
    assert.equal(radius?.level, "online");
    assert.match(radius?.reasons[0]?.why ?? "", /was db; .*security group/);
    assert.equal(renames({ web: renamed }, { web: renamed }).size, 0);
  });
});
