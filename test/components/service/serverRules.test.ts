import assert from "node:assert/strict";
import { serverProblems } from "../../../components/service/serverRules.js";

const sound = {
  owner: "chemistry",
  service: "lims",
  environment: "production",
  costCenter: "4711-20",
  dataLevel: 2,
  patchGroup: "production",
  backupClass: "gold",
  cpus: 4,
  memoryGiB: 16,
  disks: { system: { sizeGiB: 60, tier: "standard" } },
} as const;

const paths = (server: Parameters<typeof serverProblems>[0]) =>
  serverProblems(server).map(({ path }) => path.join("."));

describe("rules of a server", () => {
  it("finds nothing wrong with a sound server", () => {
    assert.deepEqual(serverProblems(sound), []);
  });

  it("refuses every data level but 1 and 2, and says why", () => {
    for (const level of [0, 3, 4, 1.5, "2", undefined, Number.NaN]) {
      const broken = Object.assign({ ...sound }, { dataLevel: level });
      const [problem, ...others] = serverProblems(broken);
      assert.deepEqual(problem?.path, ["dataLevel"]);
      assert.match(problem?.message ?? "", /data levels 1 \(public\) and 2 \(internal\)/);
      assert.deepEqual(others, []);
    }
  });

  it("lists every problem at once", () => {
    const disks = {
      data: { sizeGiB: 0, tier: "fast" },
      archive: { sizeGiB: 1.5, tier: "fast" },
    } as const;
    assert.deepEqual(paths({ ...sound, cpus: 0, memoryGiB: -1, disks }), [
      "cpus",
      "memoryGiB",
      "disks",
      "disks.data.sizeGiB",
      "disks.archive.sizeGiB",
    ]);
  });

  it("refuses two labels that would meet in one slot", () => {
    const disk = { sizeGiB: 10, tier: "standard" } as const;
    const disks = { system: disk, vol7: disk, vol17: disk };
    assert.deepEqual(paths({ ...sound, disks }), ["disks.vol17"]);
  });
});
