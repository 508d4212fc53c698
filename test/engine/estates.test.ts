import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, RunFailure, run } from "../../cli/stack/run.js";
import { awsProducts } from "../../components/patching/awsProducts.js";
import { backupPaths } from "../../components/service/backupPath/backupPaths.js";
import type { PatchNode } from "../../components/service/patchPath/node.js";
import { patchPaths } from "../../components/service/patchPath/patchPaths.js";
import { plainToken } from "../../policies/framework/token.js";
import { pack as all } from "../../policies/packs/all.pack.js";
import { readCatalog, readEstate } from "../../stacks/schema/read.js";
import { jobFacts } from "../components/backup/builtJobs.js";
import { cuts, unnoticedCuts, withUnknowns } from "../components/patching/cuts.js";
import { judge } from "../policies/support/verdict.js";
import { backupJobs, machinesIn } from "./backupJobs.js";
import { conventionProblems, tokensInSources } from "./conventions.js";
import { type Ground, openGround } from "./ground.js";
import { serversOf } from "./serversOf.js";
import { exportedResources, nodesOf } from "./stateOf.js";

function productOf(ami: string) {
  const image = Object.values(readCatalog("stacks").images).find((one) => one.ami === ami);
  assert.ok(image, `no image has ${ami}`);
  return awsProducts[image.product];
}

/**
 * Accounts take minutes to come up, restores need backups, and a vCenter needs one that answers: all
 * have long tests of their own.
 */
const isBuiltElsewhere = (token: string) =>
  token.startsWith("comanaged:account:") ||
  [
    "AwsAudit",
    "AzureRestore",
    "MountedBackup",
    "RestoredFiles",
    "RestoredInPlace",
    "ServerConfiguration",
    "ShownDisk",
    "Vcenter",
    "WrittenBackup",
  ].some((one) => token === `comanaged:backup:${one}`);

/** The resources without those of backups, on which no path to a window depends. */
function patchingOf(nodes: readonly PatchNode[]): readonly PatchNode[] {
  return nodes.filter(({ urn }) => !urn.includes("comanaged:backup:"));
}

describe("the repository's site and estates on the real engine", () => {
  let ground: Ground;
  const stacks = new Map<string, Stack>();

  before(async function () {
    this.timeout(60_000);
    ground = await openGround();
  });

  after(() => ground.close());

  const upAndEmpty = async (name: string) => {
    const stack = await ground.open(name);
    stacks.set(name, stack);
    const created = await run(stack, "up");
    assert.ok((created.changes["create"] ?? 0) > 0);
    assert.ok(isEmpty(await run(stack, "preview")), `the second preview of ${name} is not empty`);
  };

  it("come up, and a second preview of each is empty", async function () {
    this.timeout(180_000);
    await upAndEmpty("site");
    await Promise.all([upAndEmpty("chemistry"), upAndEmpty("library")]);
  });

  it("put exactly the servers of the estates into the world", async () => {
    const servers = serversOf(ground.world);
    assert.deepEqual(servers.map(({ name }) => name).sort(), [
      "catalog-db-1",
      "catalog-staging-1",
      "catalog-web-1",
      "catalog-web-2",
      "digital-scans-1",
      "digital-web-1",
      "exhibits-web-1",
      "lims-app-1",
      "lims-app-2",
      "lims-db-1",
      "lims-test-1",
      "loans-windows-1",
      "spectra-archive-1",
      "spectra-web-1",
      "spectra-web-test-1",
      "theses-win-1",
    ]);
  });

  it("hold to the conventions in every component that the sources define", async () => {
    const resources = (await Promise.all([...stacks.values()].map(exportedResources))).flat();
    assert.deepEqual(conventionProblems(resources), []);
    const built = new Set(resources.map(({ type }) => type));
    assert.deepEqual(
      tokensInSources().filter((token) => !built.has(token) && !isBuiltElsewhere(token)),
      [],
      "components that no stack of the repository builds",
    );
  });

  it("pass every rule of every pack", async () => {
    const resources = (await Promise.all([...stacks.values()].map(exportedResources))).flat();
    const findings = all.rules.flatMap((rule) =>
      resources
        .filter(({ type }) => rule.tokens.includes(plainToken(type)))
        .flatMap(({ urn, type, inputs }) =>
          judge(rule, plainToken(type), inputs).map((found) => ({ urn, rule: rule.id, ...found })),
        ),
    );
    assert.deepEqual(findings, []);
  });

  it("put every server on a whole path to its window", async function () {
    this.timeout(60_000);
    for (const [name, stack] of stacks) {
      const nodes = patchingOf(nodesOf(await exportedResources(stack)));
      // A preview of what exists tells ids where they are used, not whose they are.
      const nameless = nodes.map((node) => ({ ...node, id: undefined }));
      for (const resources of [nodes, nameless, withUnknowns(nodes)]) {
        const missing = patchPaths(resources, { productOf }).flatMap((path) => path.missing);
        const reasons = missing.map(({ edge, reason }) => `${edge}: ${reason}`);
        assert.deepEqual([...new Set(reasons)], [], name);
      }
      assert.deepEqual(unnoticedCuts(nodes, { productOf }), [], name);
    }
    const library = stacks.get("library");
    assert.ok(library);
    assert.ok(cuts(patchingOf(nodesOf(await exportedResources(library)))).length > 60);
  });

  it("put every server on AWS, Azure and vSphere on a whole path to its backups", async function () {
    this.timeout(60_000);
    for (const [name, stack] of stacks) {
      const nodes = nodesOf(await exportedResources(stack));
      const { estate, catalog } = name === "site" ? {} : readEstate(ground.stacks, name);
      const facts = estate && catalog ? jobFacts(estate, catalog, `comanaged/${name}`) : {};
      for (const resources of [nodes, withUnknowns(nodes)]) {
        const missing = backupPaths(resources, facts).flatMap((path) => path.missing);
        assert.deepEqual(missing, [], name);
      }
    }
    const expected = { keptDays: 30, immutableDays: 120, copies: ["hardened-second-site"] };
    assert.deepEqual(
      backupJobs(ground.world)
        .map(({ machines, ...job }) => ({ ...job, machines: machines.length }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      [
        { name: "chemistry-gold", ...expected, keptDays: 90, machines: 1 },
        { name: "chemistry-standard", ...expected, machines: 3 },
        { name: "library-gold", ...expected, keptDays: 90, machines: 1 },
        { name: "library-standard", ...expected, machines: 4 },
      ],
    );
    assert.deepEqual(machinesIn(ground.world, "chemistry-gold"), ["lims-db-1"]);
  });

  it("grow a disk in place: the same server, the same disk, nothing else", async function () {
    this.timeout(120_000);
    const estate = join(ground.stacks, "chemistry.estate.yaml");
    const before = serversOf(ground.world);
    const text = await readFile(estate, "utf8");
    await writeFile(estate, text.replace("size: 800 GiB", "size: 900 GiB"));
    const stack = await ground.open("chemistry");
    const { changes } = await run(stack, "up");
    assert.deepEqual(Object.keys(changes).sort(), ["same", "update"]);
    assert.ok(isEmpty(await run(stack, "preview")));
    const after = serversOf(ground.world);
    assert.deepEqual(
      after.map(({ id }) => id),
      before.map(({ id }) => id),
    );
  });

  it("refuse data level 3 at the line where it stands, before anything runs", async function () {
    this.timeout(60_000);
    const estate = join(ground.stacks, "library.estate.yaml");
    const text = await readFile(estate, "utf8");
    await writeFile(estate, text.replace("dataLevel: 1", "dataLevel: 3"));
    const stack = await ground.open("library");
    await assert.rejects(run(stack, "preview"), (failure) => {
      assert.ok(failure instanceof RunFailure);
      assert.match(
        failure.message,
        /library\.estate\.yaml:29:14 {2}defaults\.dataLevel: data level 3/,
      );
      assert.doesNotMatch(failure.message, /at .*\.js:\d+/);
      return true;
    });
  });
});
