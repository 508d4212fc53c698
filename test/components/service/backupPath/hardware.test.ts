import assert from "node:assert/strict";
import {
  keepBackupJobs,
  releaseBackupJobs,
} from "../../../../components/service/backup/backupServerCommands.js";
import { backupPaths } from "../../../../components/service/backupPath/backupPaths.js";
import { keepHardware } from "../../../../components/service/hardware/hardwareCommands.js";
import type { PatchNode } from "../../../../components/service/patchPath/node.js";

const type = "command:local:Command";

function node(name: string, inputs: PatchNode["inputs"], uses: PatchNode["uses"] = {}): PatchNode {
  return { urn: `urn:${name}`, type, name, inputs, uses };
}

const hardware = (tags: object, os = "linux", more: object = {}) => {
  const machine = { uuid: "30373237", name: "db", os, tags, ...more };
  const stdin = `${JSON.stringify({ version: 1, sections: { machine } })}\nprogram`;
  return node("db-machine", { create: keepHardware, stdin });
};

const told = { key: "k", machines: [{ name: "db", hostName: "group", objectId: "30373237" }] };

const jobs = (changes: object = {}, inputs: object = {}) => {
  const stdin = `${JSON.stringify({ ...told, ...changes })}\nprogram`;
  return node(
    "gold",
    { create: keepBackupJobs, delete: releaseBackupJobs, stdin, ...inputs },
    { stdin: ["urn:db-machine"] },
  );
};

const missing = (nodes: readonly PatchNode[], key = "k") =>
  backupPaths(nodes, {
    jobsOf: (_name, platform) => ({ ...told, key, platform: undefined, was: platform }),
  })
    .flatMap((path) => path.missing)
    .map(({ edge }) => edge);

const gold = hardware({ BackupClass: "gold" });

describe("the path from hardware to the repositories of its class", () => {
  it("holds where agents' jobs of its class take it", () => {
    assert.deepEqual(missing([gold, jobs()]), []);
    assert.deepEqual(backupPaths([jobs()]), []);
  });

  it("is cut where its class, its job, its place in it or what ends the job is gone", () => {
    assert.deepEqual(missing([hardware({}), jobs()]), ["tag"]);
    assert.deepEqual(missing([gold]), ["selection"]);
    const adopting = hardware({ BackupClass: "gold" }, "linux", { adopt: true });
    assert.deepEqual(missing([adopting]), ["selection"]);
    assert.deepEqual(missing([gold, jobs({ machines: [] })]), ["selection"]);
    assert.deepEqual(missing([gold, jobs({}, { delete: "true" })]), ["plan"]);
    assert.deepEqual(missing([gold, jobs()], "another"), ["plan"]);
  });

  it("asks for the jobs of its operating system", () => {
    const asked: string[] = [];
    for (const os of ["debian", "windows"]) {
      const jobsOf = (_name: string, platform: string) => {
        asked.push(platform);
        return undefined;
      };
      backupPaths([hardware({ BackupClass: "gold" }, os), jobs()], { jobsOf });
    }
    assert.deepEqual(asked, ["physical-linux", "physical-windows"]);
  });
});
