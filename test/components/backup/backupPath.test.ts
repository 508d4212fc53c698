import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { backupDemand } from "../../../components/backup/awsBackup.plan.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { awsBackupClasses } from "../../../infra/awsBackups.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { judge } from "../../policies/support/verdict.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";
import { withUnknowns } from "../patching/cuts.js";
import { builtBackups } from "./builtBackups.js";
import { cutsOf } from "./cuts.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const copies = { elsewhere: "arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies" };

const read = (generated: unknown): Estate =>
  withFolder(
    { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) },
    (folder) => readEstate(folder, "any").estate,
  );

async function built(estate: Estate) {
  const classes = awsBackupClasses(estate);
  const nodes = await builtBackups(estate, classes, copies);
  const facts: BackupFacts = {
    demandOf: (name) => {
      const planned = classes[name];
      return planned && backupDemand(planned, copies);
    },
  };
  return { nodes, facts };
}

const missing = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  backupPaths(nodes, facts).flatMap((path) => path.missing.map(({ reason }) => reason));

const cutUnnoticed = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  cutsOf(nodes)
    .filter(([, cut]) => missing(cut, facts).length === 0)
    .map(([what]) => what);

describe("the path from every server on AWS to the vault of its class", () => {
  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(estates, async (generated) => {
        const estate = read(generated);
        if (estate.servers.every(({ platform }) => platform !== "aws")) {
          return;
        }
        const { nodes, facts } = await built(estate);
        assert.deepEqual(missing(nodes, facts), []);
        assert.deepEqual(cutUnnoticed(nodes, facts), []);
      }),
      { numRuns: process.env["SOAK"] === undefined ? 3 : 300 },
    );
  });

  it("leads to one vault for each class, and names the edge that is cut", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { nodes, facts } = await built(estate);
    const ways = backupPaths(nodes, facts);
    assert.equal(ways.length, 3);
    for (const { vaults } of ways) {
      assert.deepEqual(
        vaults.map(({ inputs }) => inputs["name"]),
        ["chemistry-standard"],
      );
    }
    assert.ok(cutsOf(nodes).length > 25);
    const without = (type: string) =>
      missing(
        nodes.filter((node) => node.type !== type),
        facts,
      )[0];
    assert.match(without("aws:backup/selection:Selection") ?? "", /No selection/);
    assert.match(without("aws:backup/regionSettings:RegionSettings") ?? "", /does not opt/);
    assert.match(without("aws:iam/rolePolicyAttachment:RolePolicyAttachment") ?? "", /may not/);
    assert.match(
      without("aws:backup/vault:Vault") ?? "",
      /plan-standard backs up to a vault that is not there/,
    );
    assert.match(without("aws:kms/key:Key") ?? "", /no key/);
  });

  it("demands the lock that the class has by now", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const servers = estate.servers.map((server) => ({
      ...server,
      backup: { ...server.backup, lock: "locked" as const },
    }));
    const leave = { from: "2026-11-21", approver: "duty-manager@provider.example.edu" };
    const armed = await built({ ...estate, servers });
    assert.deepEqual(missing(armed.nodes, armed.facts), []);
    const vaultLocks = { standard: leave };
    const locked = await built({ ...estate, servers, vaultLocks });
    assert.deepEqual(missing(locked.nodes, locked.facts), []);
    assert.match(missing(armed.nodes, locked.facts)[0] ?? "", /is not locked/);
    const days = (nodes: readonly PatchNode[]) =>
      nodes.flatMap(({ type, inputs }) =>
        type.endsWith(":VaultLockConfiguration") ? [inputs["changeableForDays"]] : [],
      );
    assert.deepEqual([days(armed.nodes), days(locked.nodes)], [[undefined], [14]]);
  });

  it("passes every rule, and no rule is idle on it", async () => {
    const { estate } = readEstate("stacks", "library");
    const { nodes } = await built(estate);
    const findings = nodes
      .filter(({ type }) => !type.includes(":Server"))
      .flatMap(({ type, name, inputs }) =>
        all.rules
          .filter((rule) => rule.tokens.includes(type))
          .flatMap((rule) => judge(rule, type, inputs).map((one) => ({ name, ...one }))),
      );
    assert.deepEqual(findings, []);
    const types = new Set(nodes.map(({ type }) => type));
    const busy = all.rules.filter(
      ({ id, tokens }) => id.startsWith("BKP-") && tokens.some((token) => types.has(token)),
    );
    assert.deepEqual(busy.map(({ id }) => id).sort(), [
      "BKP-02",
      "BKP-03",
      "BKP-05",
      "BKP-06",
      "BKP-13",
      "BKP-14",
      "BKP-16",
    ]);
  });

  it("is seen at a first preview, which knows no ids", async () => {
    const { estate } = readEstate("stacks", "chemistry");
    const { nodes, facts } = await built(estate);
    const linked = nodes.map((node) => ({ ...node, uses: usesOf(node, nodes) }));
    assert.deepEqual(missing(withUnknowns(linked), facts), []);
  });
});

/** What an engine tells of dependencies: whose ids and ARNs stand in an input. */
function usesOf(node: PatchNode, nodes: readonly PatchNode[]) {
  const links = ["iamRoleArn", "planId", "kmsKeyArn", "backupVaultName", "role"];
  return Object.fromEntries(
    links
      .filter((link) => typeof node.inputs[link] === "string")
      .map((link) => {
        const value = String(node.inputs[link]).split("/").at(-1);
        const found = nodes.filter(
          (other) => other !== node && (other.id === value || other.inputs["name"] === value),
        );
        return [link, found.map(({ urn }) => urn)];
      }),
  );
}
