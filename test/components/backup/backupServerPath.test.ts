import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { backupPaths } from "../../../components/service/backupPath/backupPaths.js";
import type { BackupFacts } from "../../../components/service/backupPath/node.js";
import type { PatchNode } from "../../../components/service/patchPath/node.js";
import { pack as all } from "../../../policies/packs/all.pack.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { judge } from "../../policies/support/verdict.js";
import { estates } from "../../stacks/estates.js";
import { withFolder } from "../../stacks/refusal.js";
import { withUnknowns } from "../patching/cuts.js";
import { builtJobs, jobFacts } from "./builtJobs.js";
import { jobBends, jobCutsOf } from "./jobCuts.js";

const catalog = readFileSync("stacks/catalog.yaml", "utf8");
const command = "command:local:Command";

const missing = (nodes: readonly PatchNode[], facts: BackupFacts = {}) =>
  backupPaths(nodes, facts).flatMap((path) => path.missing);

const unnoticed = (nodes: readonly PatchNode[], facts: BackupFacts) =>
  jobCutsOf(nodes)
    .filter(([edge, , cut]) => missing(cut, facts).every((one) => one.edge !== edge))
    .map(([, what]) => what);

describe("the path from every server on vSphere to the repositories of its class", () => {
  it("is whole in generated estates, and every cut is found", async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(estates, async (generated) => {
        const files = { "catalog.yaml": catalog, "any.estate.yaml": JSON.stringify(generated) };
        const { estate, catalog: offered } = withFolder(files, (at) => readEstate(at, "any"));
        const { nodes } = await builtJobs(estate, offered);
        const facts = jobFacts(estate, offered);
        const servers = estate.servers.filter(({ platform }) => platform === "vsphere");
        assert.equal(backupPaths(nodes, facts).length, servers.length);
        assert.deepEqual(missing(nodes, facts), []);
        assert.deepEqual(missing(withUnknowns(nodes), facts), []);
        assert.deepEqual(unnoticed(nodes, facts), []);
      }),
      { numRuns: process.env["SOAK"] === undefined ? 3 : 300 },
    );
  });

  it("is cut in every way that is known, in an estate with a class that locks", async () => {
    const { estate, catalog: offered } = readEstate("stacks", "chemistry");
    const { nodes } = await builtJobs(estate, offered);
    const facts = jobFacts(estate, offered);
    assert.deepEqual(missing(nodes, facts), []);
    const cuts = jobCutsOf(nodes);
    const bent = jobBends.map(([, from]) => String(from));
    assert.ok(bent.every((from) => cuts.some(([, what]) => what.includes(from))));
    assert.deepEqual(unnoticed(nodes, facts), []);
  });

  it("is cut for a server whose class is another than that of its jobs", async () => {
    const { estate, catalog: offered } = readEstate("stacks", "chemistry");
    const { nodes } = await builtJobs(estate, offered);
    const bent = nodes.map((node) => ({
      ...node,
      inputs: JSON.parse(
        JSON.stringify(node.inputs).replace('backup-class":"gold"', 'backup-class":"standard"'),
      ),
    }));
    assert.equal(missing(bent, jobFacts(estate, offered))[0]?.edge, "plan");
  });

  it("passes every rule, and tells the password to standard input only", async () => {
    const { estate, catalog: offered } = readEstate("stacks", "chemistry");
    const { nodes } = await builtJobs(estate, offered);
    const jobs = nodes.filter(({ type }) => type === command);
    assert.equal(jobs.length, 2);
    const findings = jobs.flatMap(({ type, inputs }) =>
      all.rules
        .filter((rule) => rule.tokens.includes(type))
        .flatMap((rule) => judge(rule, type, inputs)),
    );
    assert.deepEqual(findings, []);
    const shown = nodes.map(({ inputs: { stdin: _stdin, ...inputs } }) => inputs);
    assert.ok(!JSON.stringify(shown).includes("canary-password"));
    assert.ok(jobs.every(({ inputs }) => String(inputs["stdin"]).includes("canary-password")));
  });
});
