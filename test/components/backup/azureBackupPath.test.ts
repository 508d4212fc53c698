import assert from "node:assert/strict";
import { azureDemand } from "../../../components/backup/azureBackup.plan.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import { backupClassesOn } from "../../../infra/backupClasses.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { withUnknowns } from "../patching/cuts.js";
import { azureCutsOf } from "./azureCuts.js";
import { builtAzureBackups } from "./builtAzureBackups.js";
import {
  type Built,
  checkGenerated,
  checkRules,
  cutUnnoticed,
  missing,
  toBeLocked,
} from "./pathChecks.js";

async function build(estate: Estate): Promise<Built> {
  const classes = backupClassesOn(estate, "azure");
  const nodes = await builtAzureBackups(estate, classes);
  return { nodes, facts: { azureDemandOf: (name) => azureDemand(name, classes) } };
}

describe("the path from every server on Azure to the vault of its estate", () => {
  const { estate } = readEstate("stacks", "library");

  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await checkGenerated("azure", build, azureCutsOf);
  });

  it("leads to one vault, and names the edge that is cut", async () => {
    const { nodes, facts } = await build(estate);
    const ways = backupPaths(nodes, facts);
    assert.deepEqual(
      ways.map(({ vaults }) => vaults.map(({ inputs }) => inputs["vaultName"])),
      [["library-backups"], ["library-backups"]],
    );
    assert.ok(azureCutsOf(nodes).length > 45);
    assert.deepEqual(cutUnnoticed({ nodes, facts }, azureCutsOf), []);
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
    const estates = toBeLocked(estate);
    const [armed, locked] = [await build(estates.armed), await build(estates.locked)];
    assert.deepEqual(missing(armed.nodes, armed.facts), []);
    assert.deepEqual(missing(locked.nodes, locked.facts), []);
    assert.match(missing(armed.nodes, locked.facts)[0] ?? "", /is not locked/);
    assert.deepEqual(cutUnnoticed(locked, azureCutsOf), []);
  });

  it("passes every rule", async () => {
    checkRules((await build(estate)).nodes, ["BKP-10", "BKP-11", "BKP-22", "BKP-25"]);
  });

  it("is seen at a first preview, which knows no ids", async () => {
    const { nodes, facts } = await build(estate);
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
