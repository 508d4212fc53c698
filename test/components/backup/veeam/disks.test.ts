import assert from "node:assert/strict";
import fc from "fast-check";
import { diskStem } from "../../../../components/backup/veeam/restore/diskStem.js";
import type { DisksDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { objectAt, textAt } from "../../../../simulator/core/json.js";
import { backedUp, mishaps } from "./backedUp.js";
import { type Peer, password } from "./peer.js";

async function ground() {
  const { peer, points } = await backedUp("Monday");
  peer.write("lims-1", "Tuesday");
  const document = (kind: DisksDocument["kind"], changes: Partial<DisksDocument> = {}) => ({
    ...{ version: 1, kind, server: peer.document().server, platform: "VSphere" },
    ...{ machine: "lims-1", point: points.get("lims-1") ?? "", system: "Linux" },
    ...{ target: "10.240.200.10", credentials: "co-managed" },
    ...{ file: "lims-1/lims-1_1.vmdk", ...changes },
  });
  const keep = (changes: Partial<DisksDocument> = {}) =>
    run("keep", JSON.stringify(document("disksShown", changes)), peer.patience);
  const release = (changes: Partial<DisksDocument> = {}) =>
    run("release", JSON.stringify(document("disksHeld", changes)), peer.patience);
  return { peer, points, document, keep, release };
}

/** What shows in which machine. */
const shown = (peer: Peer) =>
  peer.all("Publication").map((one) => [textAt(one, "target"), objectAt(one, "files")] as const);

const data = ["10.240.200.10", { "lims-1_1.vmdk": "Monday" }] as const;
const system = ["10.240.200.10", { "lims-1.vmdk": "Monday" }] as const;

describe("a disk of a backup that shows in its machine", () => {
  it("is the one that is meant, as it was, and goes with its entry", async () => {
    const { peer, document, keep, release } = await ground();
    try {
      const held = JSON.stringify(document("disksHeld"));
      assert.equal((await run("keep", held, peer.patience)).status, 0);
      assert.deepEqual(shown(peer), []);
      const { status, said } = await keep();
      assert.equal(status, 0, said);
      assert.deepEqual(shown(peer), [data]);
      const [path] = JSON.parse(said).paths;
      assert.match(path, /^\/run\/media\/Veeam\.Mount\.FS\/.*\/lims-1_1-flat\.vmdk_1$/);
      assert.equal((await keep()).said, said);
      assert.equal(peer.count("PublishBackupContent"), 1);
      assert.equal((await keep({ file: "lims-1.vmdk" })).status, 0);
      assert.deepEqual(shown(peer), [data, system]);
      assert.deepEqual(peer.contents("lims-1"), ["system: Tuesday", "data: Tuesday"]);
      for (let time = 0; time < 2; time += 1) {
        assert.equal((await release()).status, 0);
        assert.deepEqual(shown(peer), [system]);
      }
      assert.equal(peer.count("UnpublishBackupContent"), 1);
      await release({ file: "lims-1.vmdk" });
      assert.deepEqual(shown(peer), []);
    } finally {
      peer.end();
    }
  });

  it("shows by iSCSI on Windows, and all of them where no file is named", async () => {
    const { peer, keep, release } = await ground();
    try {
      const windows = { system: "Windows", file: undefined } as const;
      const { said } = await keep(windows);
      assert.match(JSON.parse(said).paths.join(), /^C:\\VeeamFLR\\lims-1_.*\\Volume0,.*Volume1$/);
      assert.deepEqual(shown(peer), [[data[0], { ...system[1], ...data[1] }]]);
      await release(windows);
      assert.deepEqual(shown(peer), []);
    } finally {
      peer.end();
    }
  });

  it("is left alone where somebody else shows it, and shows anew where somebody ended it", async () => {
    const { peer, points, keep, release } = await ground();
    try {
      const info = {
        ...{ mode: "Fuse", serverIps: ["10.240.200.10"] },
        disks: [{ diskName: "/run/media/Veeam.Mount.Disks/x/lims-1_1-flat.vmdk_1" }],
      };
      const restorePointId = points.get("lims-1") ?? "";
      const mount = { restorePointId, mountState: "Mounted", info };
      const others: [string, string, object][] = [
        ["20000000-0000-4000-8000-000000000001", "CO\\somebody", {}],
        ["20000000-0000-4000-8000-000000000002", "CO\\automation", { serverIps: ["10.9.9.9"] }],
      ];
      for (const [id, initiatorName, changes] of others) {
        const told = { ...mount, id, initiatorName, info: { ...info, ...changes } };
        peer.put("Publication", { id, mount: told, target: "theirs", files: {} });
      }
      const theirs = shown(peer);
      assert.equal((await keep()).status, 0);
      assert.deepEqual(shown(peer), [...theirs, data]);
      await release();
      assert.deepEqual(shown(peer), theirs);
      assert.equal((await keep()).status, 0);
      assert.deepEqual(shown(peer), [...theirs, data]);
    } finally {
      peer.end();
    }
  });

  it("is refused where it, the machine or the credentials are not there, and tells why it failed", async () => {
    const { peer, points, keep } = await ground();
    try {
      const cases: readonly (readonly [Partial<DisksDocument>, RegExp])[] = [
        [{ file: "lims-1_9.vmdk" }, /has no disk lims-1_9\.vmdk; it has lims-1, lims-1_1\./],
        [{ credentials: "nobody" }, /There are no credentials for Linux .* described as nobody/],
        [{ point: points.get("lims-2") ?? "" }, /is a backup of lims-2, and not of lims-1/],
        [{ target: "10.9.9.9" }, /failed: Failed to connect to 10\.9\.9\.9\./],
      ];
      for (const [changes, expected] of cases) {
        const { status, said } = await keep(changes);
        assert.equal(status, 1);
        assert.match(said, expected);
      }
      peer.put("RestoreFailure", { id: "1", message: "The FUSE package is missing." });
      assert.match((await keep()).said, /failed: The FUSE package is missing/);
      assert.equal((await keep()).status, 0);
      assert.deepEqual(shown(peer), [data]);
    } finally {
      peer.end();
    }
  });

  it("shows once and ends, whatever goes wrong on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishaps, { maxLength: 3 }), async (runs) => {
        const { peer, keep, release } = await ground();
        try {
          for (const [once, expected] of [
            [keep, [data]],
            [release, []],
          ] as const) {
            for (const wrong of runs) {
              let request = 0;
              peer.faults = () => wrong[request++];
              const { said } = await once();
              assert.ok(!said.includes(password));
            }
            peer.faults = undefined;
            const { status, said } = await once();
            assert.equal(status, 0, said);
            assert.deepEqual(shown(peer), expected);
          }
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 3) },
    );
  }).timeout(60_000);

  it("has one name, however its file is called", () => {
    const cases = [
      ["lims-1/lims-1_1.vmdk", "lims-1_1"],
      ["/run/media/Veeam.Mount.Disks/x/lims-1_1-flat.vmdk_2", "lims-1_1"],
      ["x (vm-1059)\\Lims-1_1-flat.vmdk", "lims-1_1"],
      ["lims-1_1", "lims-1_1"],
      ["lims-1/lims-1_1-000002.vmdk", "lims-1_1"],
      ["D:\\vms\\data_0f0e5b00-7f69-443b-a34e-59b30b22da6a.avhdx", "data"],
      ["data.vhdx", "data"],
    ];
    for (const [file = "", stem] of cases) {
      assert.equal(diskStem(file), stem);
    }
  });
});
