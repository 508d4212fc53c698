import assert from "node:assert/strict";
import {
  keepHyperv,
  keepVmm,
  removeHyperv,
  removeVmm,
} from "../../../components/service/access/windowsCommands.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import { blastRadiusOf } from "../../../components/service/blastRadius/blastRadius.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { patchPaths } from "../../../components/service/patchPath/patchPaths.js";

const told = {
  ...{ machineId: "5a5a5a5a-0000-4000-8000-000000000001", name: "db", cpus: 4 },
  tags: { Owner: "chemistry", PatchGroup: "production", BackupClass: "gold" },
};

/** A command that keeps or asks for a machine, as the engine registers it. */
const command = (
  name: string,
  section: string,
  inputs: object,
  machine: object = told,
): PatchNode => ({
  ...{ urn: `urn:pulumi:s::p::command:remote:Command::${name}`, name },
  type: "command:remote:Command",
  inputs: {
    ...inputs,
    stdin: `${JSON.stringify({ version: 1, sections: { [section]: machine } })}\n`,
  },
});

describe("A machine of Hyper-V that is being taken over", () => {
  for (const [where, create, remove] of [
    ["its host", keepHyperv, removeHyperv],
    ["Virtual Machine Manager", keepVmm, removeVmm],
  ] as const) {
    const identity = command("db-identity", "adoption", { create });
    const keeping = { create, delete: remove };

    it(`is one server, which nothing patches or backs up by its tags yet, on ${where}`, () => {
      const nodes = [identity, command("db-machine", "adoption", keeping)];
      const [path, ...others] = patchPaths(nodes);
      assert.deepEqual([path?.server.name, others], ["db-machine", []]);
      assert.deepEqual(
        path?.missing.map(({ edge, reason }) => `${edge}: ${reason}`),
        [
          "tag: Its notes do not name its PatchGroup.",
          "tag: Its notes do not name its Owner.",
          "target: No command keeps its patches.",
        ],
      );
      const [backup, ...more] = backupPaths(nodes);
      assert.deepEqual([backup?.server.name, more], ["db-machine", []]);
      assert.equal(backup?.missing[0]?.reason, "It names no backup class.");
    });

    it(`changes nothing where earlier versions told of no such disks, on ${where}`, () => {
      const inputs = (more: object) =>
        command("db-machine", "machine", keeping, { ...told, computer: "hv", ...more }).inputs;
      const type = "command:remote:Command";
      const { level, reasons } = blastRadiusOf(type, inputs({}), inputs({ adopted: [] }));
      assert.deepEqual([level, reasons], ["none", []]);
    });

    it(`has its tags once it is brought to the standard, on ${where}`, () => {
      const nodes = [identity, command("db-machine", "machine", keeping)];
      assert.deepEqual(
        patchPaths(nodes).map(({ missing }) => missing.map(({ edge }) => edge)),
        [["target"]],
      );
    });
  }
});
