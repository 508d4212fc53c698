import assert from "node:assert/strict";
import fc from "fast-check";
import type { FilesDocument } from "../../../../components/backup/veeam/restore/document.js";
import { run } from "../../../../components/backup/veeam/run.js";
import { objectsAt, textAt } from "../../../../simulator/core/json.js";
import { backedUp, begunNow, mishaps } from "./backedUp.js";
import { type Peer, password } from "./peer.js";

const report = "/srv/data/report.csv";
const folder = "/srv/data/$(reboot); 'old' files";
const inFolder = `${folder}/a.txt`;
const monday = { [report]: "Monday", [inFolder]: "Monday", "/etc/motd": "Monday" };
const tuesday = { [report]: "Tuesday", "/etc/motd": "Tuesday", "/srv/data/new": "Tuesday" };

async function ground() {
  const { peer, points } = await backedUp(JSON.stringify(monday));
  peer.write("lims-1", JSON.stringify(tuesday), ["system"]);
  const begun = await begunNow(peer);
  const document = (changes: Partial<FilesDocument> = {}): FilesDocument => ({
    ...{ version: 1, kind: "files", server: peer.document().server, platform: "VSphere" },
    ...{ machine: "lims-1", point: points.get("lims-1") ?? "", reason: "overwritten", begun },
    ...{ system: "Linux", files: [report, folder], restoreType: "Overwrite", ...changes },
  });
  return { peer, points, document };
}

const ask = (peer: Peer, document: FilesDocument) =>
  run("keep", JSON.stringify(document), peer.patience);

function filesOf(peer: Peer): unknown {
  const [disk] = objectsAt(peer.virtualMachine("lims-1").properties, "disks");
  return JSON.parse(textAt(disk ?? {}, "content") ?? "");
}

/** How often files were written. */
const written = (peer: Peer) =>
  peer
    .all("FileTask")
    .flatMap((one) => objectsAt({ all: [one["task"] ?? {}] }, "all"))
    .filter(({ result }) => result === "Success").length;

describe("a restore of files by a backup server", () => {
  it("puts them over those that are there and leaves the others alone, once", async () => {
    const { peer, document } = await ground();
    try {
      const { status, said } = await ask(peer, document({ credentials: "co-managed" }));
      assert.equal(status, 0, said);
      const restored = { ...tuesday, [report]: "Monday", [inFolder]: "Monday" };
      assert.deepEqual(filesOf(peer), restored);
      assert.deepEqual(peer.all("FileMount"), []);
      peer.write("lims-1", JSON.stringify(tuesday), ["system"]);
      assert.equal((await ask(peer, document())).status, 0);
      assert.deepEqual(filesOf(peer), tuesday);
      assert.equal(peer.count("FlrMountRestore"), 1);
      const more = document({ files: [report, folder, "/etc/motd"] });
      assert.equal((await ask(peer, more)).status, 0);
      assert.deepEqual(filesOf(peer), { ...tuesday, "/etc/motd": "Monday" });
    } finally {
      peer.end();
    }
  });

  it("puts them beside those that are there", async () => {
    const { peer, document } = await ground();
    try {
      assert.equal((await ask(peer, document({ restoreType: "Keep" }))).status, 0);
      const found = JSON.stringify(filesOf(peer)).replaceAll(/_\d{8}_\d{6}/g, "_THEN");
      assert.deepEqual(JSON.parse(found), {
        ...tuesday,
        [`${report}.RESTORED_THEN`]: "Monday",
        [`${folder}.RESTORED_THEN/a.txt`]: "Monday",
      });
    } finally {
      peer.end();
    }
  });

  it("mounts the backup of hardware on the machine itself, and writes there", async () => {
    const { peer, points, document } = await ground();
    try {
      const point = points.get("lims-2") ?? "";
      const [there] = peer.all("RestorePoint").filter(({ id }) => id === point);
      const drives = { D1: JSON.stringify(monday) };
      peer.drives.set("D1", JSON.stringify(tuesday));
      peer.put("RestorePoint", { ...there, id: point, name: "ph-1.example.edu" });
      peer.put("HeldMachine", { id: point, host: "", held: { serial: "CZ1", drives } });
      const own = { platform: "LinuxAgent", machine: "ph-1", point } as const;
      const { status, said } = await ask(peer, document({ ...own, credentials: "co-managed" }));
      assert.equal(status, 0, said);
      const restored = { ...tuesday, [report]: "Monday", [inFolder]: "Monday" };
      assert.deepEqual(JSON.parse(peer.drives.get("D1") ?? ""), restored);
      const asked = peer.exchanges.find(({ operation }) => operation === "StartFlrMount");
      const { mountMode, mountServer } = JSON.parse(asked?.requestBody ?? "");
      assert.equal(`${mountMode} ${mountServer.mountServerType}`, "Manual OriginalHost");
      assert.match(mountServer.originalHost.credentialsId, /^10000000-/);
    } finally {
      peer.end();
    }
  });

  it("is refused where a file, the credentials or the point are not there, and touches nothing", async () => {
    const { peer, points, document } = await ground();
    try {
      const cases: readonly (readonly [Partial<FilesDocument>, RegExp])[] = [
        [{ files: [report, "/srv/data/never"] }, /does not hold \/srv\/data\/never\./],
        [{ files: ["/nowhere/x"] }, /does not hold \/nowhere\/x\./],
        [{ credentials: "nobody" }, /There are no credentials for Linux .* described as nobody/],
        [{ point: points.get("lims-2") ?? "" }, /is a backup of lims-2, and not of lims-1/],
      ];
      for (const [changes, expected] of cases) {
        const { status, said } = await ask(peer, document(changes));
        assert.equal(status, 1);
        assert.match(said, expected);
        assert.deepEqual(peer.all("FileMount"), []);
      }
      assert.deepEqual(filesOf(peer), tuesday);
    } finally {
      peer.end();
    }
  });

  it("tells why it failed, and is begun anew by the next run", async () => {
    const { peer, document } = await ground();
    try {
      peer.put("RestoreFailure", { id: "1", message: "The file system is full." });
      const broken = await ask(peer, document());
      assert.match(broken.said, /did not restore \/srv.* to lims-1: The file system is full/);
      assert.deepEqual([peer.all("FileMount"), filesOf(peer)], [[], tuesday]);
      assert.equal((await ask(peer, document())).status, 0);
      assert.deepEqual(filesOf(peer), { ...tuesday, [report]: "Monday", [inFolder]: "Monday" });
    } finally {
      peer.end();
    }
  });

  it("happens once, whatever goes wrong on the way, and leaves nothing mounted", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(mishaps, { maxLength: 3 }), async (runs) => {
        const { peer, document } = await ground();
        try {
          for (const wrong of runs) {
            let request = 0;
            peer.faults = () => wrong[request++];
            const { said } = await ask(peer, document());
            assert.ok(!said.includes(password));
          }
          peer.faults = undefined;
          const { status, said } = await ask(peer, document());
          assert.equal(status, 0, said);
          assert.deepEqual(filesOf(peer), { ...tuesday, [report]: "Monday", [inFolder]: "Monday" });
          assert.deepEqual([written(peer), peer.all("FileMount")], [1, []]);
        } finally {
          peer.end();
        }
      }),
      { numRuns: Number(process.env["VEEAM_RUNS"] ?? 3) },
    );
  }).timeout(60_000);
});
