import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { azureDemand } from "../../../components/backup/azureBackup.plan.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { backupClassesOn } from "../../../infra/backupClasses.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { judge } from "../../policies/support/verdict.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";
import { withUnknowns } from "../patching/cuts.js";
import { azureCutsOf } from "./azureCuts.js";
import { builtAzureBackups } from "./builtAzureBackups.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");

const read = (generated: unknown): Estate =>
  withFolder(
    { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) },
    (folder) => readEstate(folder, "any").estate,
  );

async function built(estate: Estate) {
  const classes = backupClassesOn(estate, "azure");
  const nodes = await builtAzureBackups(estate, classes);
  const facts: BackupFacts = { azureDemandOf: (name) => azureDemand(name, classes) };
  return { nodes, facts };
}

const missing = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  backupPaths(nodes, facts).flatMap((path) => path.missing.map(({ reason }) => reason));

const cutUnnoticed = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  azureCutsOf(nodes)
    .filter(([, cut]) => missing(cut, facts).length === 0)
    .map(([what]) => what);

describe("the path from every server on Azure to the vault of its estate", () => {
  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(estates, async (generated) => {
        const estate = read(generated);
        if (estate.servers.every(({ platform }) => platform !== "azure")) {
          return;
        }
        const { nodes, facts } = await built(estate);
        assert.deepEqual(missing(nodes, facts), []);
        assert.deepEqual(cutUnnoticed(nodes, facts), []);
      }),
      { numRuns: process.env["SOAK"] === undefined ? 3 : 300 },
    );
  });

  it("leads to one vault, and names the edge that is cut", async () => {
    const { estate } = readEstate("stacks", "library");
    const { nodes, facts } = await built(estate);
    const ways = backupPaths(nodes, facts);
    assert.deepEqual(
      ways.map(({ vaults }) => vaults.map(({ inputs }) => inputs["vaultName"])),
      [["library-backups"], ["library-backups"]],
    );
    assert.ok(azureCutsOf(nodes).length > 45);
    assert.deepEqual(cutUnnoticed(nodes, facts), []);
    const without = (type: string) =>
      missing(
        nodes.filter((node) => node.type !== `azure-native:recoveryservices:${type}`),
        facts,
      )[0];
    assert.match(without("ProtectedItem") ?? "", /No vault protects it/);
    assert.match(without("ProtectionPolicy") ?? "", /no policy in its vault/);
    assert.match(without("Vault") ?? "", /lies in no vault/);
  });

  it("demands a vault that is locked once all classes are to be", async () => {
    const { estate } = readEstate("stacks", "library");
    const servers = estate.servers.map((server) => ({
      ...server,
      backup: { ...server.backup, lock: "locked" as const },
    }));
    const leave = { from: "2026-11-21", approver: "duty-manager@provider.example.edu" };
    const armed = await built({ ...estate, servers });
    const locked = await built({ ...estate, servers, vaultLocks: { standard: leave } });
    assert.deepEqual(missing(armed.nodes, armed.facts), []);
    assert.deepEqual(missing(locked.nodes, locked.facts), []);
    assert.match(missing(armed.nodes, locked.facts)[0] ?? "", /is not locked/);
    assert.deepEqual(cutUnnoticed(locked.nodes, locked.facts), []);
  });

  it("passes every rule", async () => {
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
    assert.deepEqual(busy.map(({ id }) => id).sort(), ["BKP-10", "BKP-11", "BKP-22"]);
  });

  it("is seen at a first preview, which knows no ids", async () => {
    const { estate } = readEstate("stacks", "library");
    const { nodes, facts } = await built(estate);
    const linked = nodes.map((node) => {
      const source = JSON.stringify(node.inputs);
      const used = nodes.filter(
        ({ id, type }) =>
          /:(VirtualMachine|ProtectionPolicy)$/.test(type) && source.includes(`"${id}"`),
      );
      return { ...node, uses: { properties: used.map(({ urn }) => urn) } };
    });
    assert.deepEqual(missing(withUnknowns(linked), facts), []);
  });
});
