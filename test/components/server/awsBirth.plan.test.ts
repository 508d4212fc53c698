import assert from "node:assert/strict";
import { birthOf } from "../../../components/server/awsBirth.plan.js";
import { deviceName } from "../../../components/server/server.plan.js";
import { diskSlot } from "../../../components/service/diskSlots.js";
import type { Disk } from "../../../components/service/server.js";

const gib = (sizeGiB: number): Disk => ({ sizeGiB, tier: "standard" });
const at = (label: string) => deviceName(diskSlot(label));
const point = {
  ami: "ami-1",
  rootDevice: "/dev/xvda",
  disks: [
    { device: "/dev/xvda", snapshotId: "snap-0", sizeGiB: 40 },
    { device: at("data"), snapshotId: "snap-1", sizeGiB: 100 },
  ],
  tags: { Name: "db", Owner: "chemistry" },
};
const restore = {
  ...{ source: "db", point: "ami-1", taken: "2026-11-20T00:12:00Z", generation: 2 },
};
const db = {
  ...{ name: "db", owner: "chemistry", names: ["db"], generation: 2, restore },
  disks: { system: gib(40), data: gib(100), fresh: gib(10) },
};
const born = (heir: Parameters<typeof birthOf>[0], held = point) =>
  birthOf(heir, new Map([["ami-1", held]]));
const why = (birth: ReturnType<typeof birthOf>) =>
  birth.kind === "unsound" ? birth.why.join() : birth.kind;

describe("what of an instance starts from a backup", () => {
  it("is the image, and every data disk that it holds", () => {
    assert.deepEqual(born(db), {
      kind: "sound",
      birth: {
        ami: "ami-1",
        ownDevices: [at("data")],
        snapshots: { data: "snap-1" },
        yielding: ["data"],
      },
    });
  });

  it("is nothing before its generation has come, but its disks are told", () => {
    assert.deepEqual(born({ ...db, generation: 1 }), {
      kind: "sound",
      birth: { ownDevices: [], snapshots: {}, yielding: ["data"] },
    });
  });

  it("can be one disk, the system disk as well", () => {
    const { restore: _whole, ...without } = db;
    const taken = restore.taken;
    for (const [of, snapshot] of [
      ["data", "snap-1"],
      ["system", "snap-0"],
    ] as const) {
      const heir = {
        ...{ ...without, disks: { ...db.disks, old: gib(100) } },
        restoredDisks: { old: { of, point: "ami-1", taken } },
      };
      const birth = { ownDevices: [], snapshots: { old: snapshot }, yielding: [] };
      assert.deepEqual(born(heir), { kind: "sound", birth });
    }
    const heir = { ...without, restoredDisks: { fresh: { of: "fresh", point: "ami-1", taken } } };
    assert.match(why(born(heir)), /ami-1 holds no disk "fresh"/);
  });

  it("is never another server's, another customer's, too large or without a place", () => {
    const tagged = (tags: Readonly<Record<string, string>>) => ({
      ...point,
      tags: { Name: "", Owner: "", ...tags },
    });
    assert.match(why(born(db, tagged({ Name: "web", Owner: "chemistry" }))), /a backup of web/);
    assert.match(why(born(db, tagged({ Name: "db", Owner: "library" }))), /of library/);
    assert.match(
      why(born({ ...db, names: ["db", "web"] }, tagged({ Name: "web", Owner: "chemistry" }))),
      /sound/,
    );
    assert.match(
      why(born({ ...db, disks: { ...db.disks, data: gib(99) } })),
      /99 GiB, and its backup 100/,
    );
    assert.match(
      why(born({ ...db, disks: { system: gib(40) } })),
      /no disk of the server has that place/,
    );
  });
});
