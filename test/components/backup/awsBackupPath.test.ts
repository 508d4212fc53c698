import assert from "node:assert/strict";
import { backupDemand } from "../../../components/backup/awsBackup.plan.js";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { awsBackupClasses } from "../../../infra/awsBackups.js";
import type { Estate } from "../../../stacks/schema/model.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { withUnknowns } from "../patching/cuts.js";
import { builtBackups } from "./builtBackups.js";
import { cutsOf } from "./cuts.js";
import { type Built, checkGenerated, checkRules, missing, toBeLocked } from "./pathChecks.js";

const copies = { elsewhere: "arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies" };

async function build(estate: Estate): Promise<Built> {
  const classes = awsBackupClasses(estate);
  const nodes = await builtBackups(estate, classes, copies);
  const demandOf = (name: string) => {
    const planned = classes[name];
    return planned && backupDemand(estate.stack, planned, copies);
  };
  return { nodes, facts: { demandOf } };
}

describe("the path from every server on AWS to the vault of its class", () => {
  const { estate } = readEstate("stacks", "chemistry");

  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await checkGenerated("aws", build, cutsOf);
  });

  it("leads to one vault for each class, and names the edge that is cut", async () => {
    const { nodes, facts } = await build(estate);
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
    const estates = toBeLocked(estate);
    const [armed, locked] = [await build(estates.armed), await build(estates.locked)];
    assert.deepEqual(missing(armed.nodes, armed.facts), []);
    assert.deepEqual(missing(locked.nodes, locked.facts), []);
    assert.match(missing(armed.nodes, locked.facts)[0] ?? "", /is not locked/);
    const days = (nodes: readonly PatchNode[]) =>
      nodes.flatMap(({ type, inputs }) =>
        type.endsWith(":VaultLockConfiguration") ? [inputs["changeableForDays"]] : [],
      );
    assert.deepEqual([days(armed.nodes), days(locked.nodes)], [[undefined], [14]]);
  });

  it("passes every rule, and no rule is idle on it", async () => {
    const { nodes } = await build(readEstate("stacks", "library").estate);
    checkRules(nodes, [
      ...["BKP-02", "BKP-03", "BKP-05", "BKP-06", "BKP-13", "BKP-14", "BKP-16", "BKP-25"],
    ]);
  });

  it("is seen at a first preview, which knows no ids", async () => {
    const { nodes, facts } = await build(estate);
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
