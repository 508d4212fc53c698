import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readEstate } from "../../stacks/schema/read.js";
import { problemsOf, withFolder } from "./refusal.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const estate = readFileSync("stacks/chemistry.estate.yaml", "utf8");

const sound = {
  ...{ server: "spectra-archive-1", generation: 2, point: "ami-0a1b2c3d4e5f60718" },
  ...{ taken: "2026-11-20T00:12:00Z", on: "2026-11-21", reason: "ransomware" },
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};

function read(entries: readonly object[], edit = (text: string) => text) {
  const own = edit(`${estate}\nrestores: ${JSON.stringify(entries)}\n`);
  return withFolder({ "catalog.yaml": catalog, "a.estate.yaml": own }, (folder) => {
    const found: ReturnType<typeof readEstate>[] = [];
    const problems = problemsOf(() => found.push(readEstate(folder, "a")));
    return { estate: found[0]?.estate, problems };
  });
}

function told(...entries: readonly object[]): string[] {
  return read(entries).problems.map(({ path, message }) => `${path}: ${message}`);
}

function restoredOf(server: string, ...entries: readonly object[]) {
  const { estate: found, problems } = read(entries);
  assert.deepEqual(problems, []);
  const one = found?.servers.find(({ name }) => name === server);
  return { restore: one?.restore, disks: one?.restoredDisks, leftovers: found?.leftovers };
}

const item = "iaasvmcontainerv2;co-managed-chemistry;x";
const azurePoint = `/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v1/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${item}/protectedItems/vm;${item}/recoveryPoints/4711`;

const { generation: _none, ...beside } = sound;
const archive = { ...beside, disk: "archive" };

describe("the restores of an estate", () => {
  it("say what starts from which backup", () => {
    const { point, taken } = sound;
    assert.deepEqual(restoredOf("spectra-archive-1", sound).restore, {
      ...{ source: "spectra-archive-1", point, taken, generation: 2 },
    });
    const as = { ...beside, server: "spectra-web-test-1", as: "spectra-web-1" };
    assert.deepEqual(restoredOf("spectra-web-1", as).restore, {
      ...{ source: "spectra-web-test-1", point, taken, generation: 1 },
    });
    const { problems } = read([{ ...archive, as: "old" }], (text) =>
      text.replace(
        "      archive: { size: 2000 GiB }",
        "      archive: { size: 2000 GiB }\n      old: { size: 2000 GiB }",
      ),
    );
    assert.deepEqual(problems, []);
  });

  it("bring a machine back where it stands when a backup server has its backup", () => {
    const { generation: _of, ...rest } = sound;
    const point = "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11";
    const entry = { ...rest, server: "lims-db-1", point };
    const inPlace = {
      reason: "ransomware, allowed by duty-manager@provider.example.edu",
      entry: ["restores", "0"],
    };
    assert.deepEqual(restoredOf("lims-db-1", entry).restore, {
      ...{ source: "lims-db-1", point, taken: sound.taken, generation: 1, inPlace },
    });
    const born = { source: "lims-db-1", point, taken: sound.taken, generation: 1, shown: inPlace };
    assert.deepEqual(restoredOf("lims-app-1", { ...entry, as: "lims-app-1" }).restore, born);
    assert.deepEqual(restoredOf("lims-db-1", { ...entry, generation: 1 }).restore, born);
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ ...entry, generation: 2 }, /generation: belongs to a server that is born from its backup/],
      [{ ...entry, as: "lims-db-1" }, /as: .* is not another server of this estate/],
      [{ ...entry, disk: "data", as: "old" }, /as: belongs to a disk that is made anew in the/],
      [{ ...entry, disk: "nothing" }, /disk: "lims-db-1" has no disk "nothing"/],
      [{ ...sound, point }, /point: "6c0e\S+" is no recovery point of aws/],
      [{ ...entry, taken: "2010-10-01T00:12:00Z" }, /taken: .* keeps backups for/],
      [{ ...entry, approver: sound.requester }, /approver: .* is not an approver/],
    ];
    const found = told(...cases.map(([one]) => one));
    for (const [index, [, expected]] of cases.entries()) {
      const own = found.filter((text) => text.startsWith(`restores.${index}.`));
      assert.match(own.join("\n"), expected);
    }
  });

  it("show disks in a server when a backup server has its backup", () => {
    const { generation: _of, ...rest } = sound;
    const point = "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11";
    const entry = { ...rest, server: "lims-db-1", point };
    const { estate: found, problems } = read(
      ["data", "system"].map((disk) => ({ ...entry, disk })),
    );
    assert.deepEqual(problems, []);
    const { shownDisks, restore } = found?.servers.find(({ name }) => name === "lims-db-1") ?? {};
    const reason = "ransomware, allowed by duty-manager@provider.example.edu";
    const { taken } = sound;
    assert.deepEqual(shownDisks, [
      { of: "data", point, taken, reason, entry: ["restores", "0"] },
      { of: "system", point, taken, reason, entry: ["restores", "1"] },
    ]);
    assert.equal(restore, undefined);
    const twice = told({ ...entry, disk: "data" }, { ...entry, disk: "data" }).join();
    assert.match(twice, /server: restores\.0 restores lims-db-1\.disks\.data already/);
  });

  it("bring files back in a server when a backup server has its backup", () => {
    const { generation: _of, ...rest } = sound;
    const point = "6c0e1f52-7d1b-4c55-9a53-0b8f6f0a2c11";
    const entry = { ...rest, server: "lims-db-1", point, files: ["/srv/b", "/srv/a", "/srv/b"] };
    const { estate: found, problems } = read([entry]);
    assert.deepEqual(problems, []);
    const restored = found?.servers.find(({ name }) => name === "lims-db-1")?.restoredFiles;
    assert.deepEqual(restored, {
      ...{ files: ["/srv/a", "/srv/b"], to: "beside", point, taken: sound.taken },
      reason: "ransomware, allowed by duty-manager@provider.example.edu",
      entry: ["restores", "0"],
    });
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ ...entry, disk: "data" }, /disk: belongs to a restore of a server or a disk/],
      [{ ...entry, generation: 2 }, /generation: belongs to a restore of a server or a disk/],
      [{ ...entry, files: ["D:\\a"] }, /files\.0: "D:\\\\a" is no path of linux/],
      [{ ...entry, files: undefined, to: "original" }, /to: belongs to a restore of files/],
      [{ ...beside, files: ["/srv/a"] }, /files: nothing restores single files of servers on aws/],
      [{ ...entry, approver: sound.requester }, /approver: .* is not an approver/],
      [entry, /server: restores\.\d restores files of lims-db-1 already/],
    ];
    const all = told(...cases.map(([one]) => one));
    for (const [index, [, expected]] of cases.entries()) {
      const own = all.filter((text) => text.startsWith(`restores.${index}.`));
      assert.match(own.join("\n"), expected);
    }
    for (const path of [
      "srv/a",
      "/srv/../etc",
      "/srv/a\n/b",
      "/",
      "/srv/.",
      "C:a",
      "C:\\a\\..\\b",
    ]) {
      assert.match(told({ ...entry, files: [path] }).join("\n"), /files\.0: /, path);
    }
  });

  it("are left over once the server was installed anew", () => {
    const done = restoredOf("spectra-archive-1", { ...sound, generation: 1 });
    assert.deepEqual(done.restore?.generation, 1);
    const { estate: found } = read([{ ...sound, generation: 1 }], (text) =>
      text.replace("  spectra-archive-1:\n", "  spectra-archive-1:\n    generation: 2\n"),
    );
    assert.match(found?.leftovers[0] ?? "", /restores\.0: spectra-archive-1 was installed anew/);
  });

  it("are refused where they make no sense, each at its field", () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [{ ...sound, server: "nobody" }, /server: "nobody" is not a server/],
      [
        { ...sound, server: "lims-db-1" },
        /point: "ami-0a1b2c3d4e5f60718" is no recovery point of vsphere/,
      ],
      [{ ...sound, generation: 3 }, /generation: .* has generation 1, and 3 is not its next/],
      [beside, /generation: is missing/],
      [{ ...sound, as: "spectra-web-1" }, /generation: belongs to a restore in place/],
      [{ ...beside, as: "spectra-archive-1" }, /as: .* is not another server of this estate/],
      [{ ...beside, as: "lims-app-1" }, /as: "lims-app-1" stands on vsphere/],
      [{ ...beside, as: "spectra-web-1" }, /as: .*data level 1, and the data in the backup has 2/],
      [{ ...archive, disk: "none" }, /disk: .* has no disk "none"/],
      [archive, /as: is missing: a disk comes back beside/],
      [{ ...archive, as: "system" }, /as: "system" is not another data disk/],
      [
        { ...sound, taken: "2025-10-01T00:12:00Z" },
        /taken: .*"standard", which keeps backups for 372/,
      ],
      [{ ...sound, taken: "2026-11-23T00:12:00Z" }, /taken: the backup is of a time after/],
      [{ ...sound, on: "2026-11-22" }, /on: the day has not come/],
      [{ ...sound, approver: "it@chemistry.example.edu" }, /approver: .* is not an approver/],
      [{ ...sound, requester: sound.approver }, /approver: .* asks for it and cannot allow it/],
      [{ ...sound, point: "snap-1" }, /point/],
      [{ ...sound, point: azurePoint }, /point: .* is no recovery point of aws, where/],
      [
        { ...sound, without: ["archive"] },
        /without: belongs to restores of whole servers on azure/,
      ],
    ];
    const found = told(...cases.map(([entry]) => entry));
    for (const [index, [, expected]] of cases.entries()) {
      const own = found.filter((text) => text.startsWith(`restores.${index}.`));
      assert.match(own.join("\n"), expected);
    }
    assert.match(told(sound, sound).join("\n"), /restores spectra-archive-1 already/);
  });
});
