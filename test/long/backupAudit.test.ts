import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { z } from "zod";
import { recover } from "../../cli/recover/recover.js";
import { run } from "../../cli/stack/run.js";
import { causeDrift } from "../../simulator/core/control.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { objectAt, objectsAt, textAt, textsAt } from "../../simulator/core/json.js";
import { readWorld } from "../../simulator/inspect.js";
import { estateFile, type TestEstate } from "../engine/changingEstate.js";
import { conventionProblems } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import { populate } from "../engine/populate.js";
import { exportedResources } from "../engine/stateOf.js";
import { stepsOf } from "../engine/steps.js";

/** A bucket that is there. */
const bucket = "others-config-333333333333";

const leave = {
  ...{ from: "2026-12-01", reason: "ransomware", requester: "it@chemistry.example.edu" },
  approver: "duty-manager@provider.example.edu",
};
const vaultLocks = { standard: leave, gold: leave };

/** The account comes under the baseline in the same update. */
const accounts = {
  lab: {
    platform: "aws",
    account: "222222222222",
    dataLevel: 2,
    regions: ["eu-central-1", "us-east-1"],
  },
};

const servers = {
  "a-one": { platform: "aws", backupClass: "standard" },
  "a-two": { platform: "aws", backupClass: "gold" },
} as const;

describe("what AWS tells auditors of an estate's backups", () => {
  let ground: Ground;
  let stack: Stack;

  const edit = async (change: (text: string) => string) => {
    const file = join(ground.stacks, "catalog.yaml");
    await writeFile(file, change(await readFile(file, "utf8")));
  };
  const write = (more: object, asOf = "2026-11-21", some: TestEstate["servers"] = servers) =>
    writeFile(
      join(ground.stacks, "chemistry.estate.yaml"),
      JSON.stringify({ ...JSON.parse(estateFile({ servers: some, asOf })), ...more }),
    );
  const up = async () => {
    const done = await stepsOf(stack, "up");
    assert.equal(done.failed, false, done.told);
    return done;
  };
  const settled = async () => {
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  };
  const refused = async (...reasons: readonly RegExp[]) => {
    const { failed, told } = await stepsOf(stack, "preview");
    assert.ok(failed);
    for (const reason of reasons) {
      assert.match(told, reason);
    }
    assert.doesNotMatch(told, /\.js:\d+/);
  };
  /** The state is that of before the answer. */
  const forget = async (name: string) => {
    const exported = await stack.exportStack();
    const kept = z
      .looseObject({ resources: z.array(z.looseObject({ urn: z.string() })) })
      .parse(exported.deployment);
    const resources = kept.resources.filter(({ urn }) => !urn.endsWith(`::${name}`));
    assert.equal(resources.length, kept.resources.length - 1);
    await stack.importStack({ ...exported, deployment: { ...kept, resources } });
  };
  const recovered = async () => {
    const { engine, project } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    const lines: string[] = [];
    await recover({ ...where, stack: "chemistry", say: (line) => lines.push(line) });
    return lines.join("\n");
  };
  const seen = (kind: string) =>
    readWorld(ground.world).objects.filter((object) => object.kind.endsWith(`:${kind}`));

  before(async function () {
    this.timeout(300_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await populate(ground.simulator.port, "333333333333", ["eu-central-1"]);
    await edit((text) =>
      text
        .replace("  aws:\n", `  aws:\n    backupReports: ${bucket}\n`)
        .replace("lock: armed", "lock: locked")
        .replace("\n    keep: { days: 30, months: 12 }", (found) => `${found}\n    lock: locked`),
    );
    stack = await ground.open("chemistry");
  });

  after(() => ground?.close());

  it("waits for the account's baseline, and is found again where its answers were lost", async function () {
    this.timeout(300_000);
    await write({ accounts, vaultLocks }, "2026-12-01");
    await refused(
      /The vault chemistry-gold was not armed by an earlier update, and a first update/,
    );
    await write({ accounts, vaultLocks });
    requestFaults(ground.world, [
      {
        ...{ name: "lost", operation: "create", what: "lostAnswer" },
        resource: "chemistry-backup-audit-framework-gold",
      },
    ]);
    assert.ok((await stepsOf(stack, "up")).failed);
    assert.ok(seen("Framework").some(({ id }) => id === "chemistry_gold"));
    await forget("chemistry-backup-audit-report-backups");
    const told = await recovered();
    assert.match(told, /audit-framework-gold: was created \(chemistry_gold\); taking it under/);
    assert.match(told, /audit-report-backups: was created \(chemistry_backups\); taking it under/);
    await up();
    await settled();
  });

  it("is judged by each class and reported every day", async function () {
    this.timeout(300_000);
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);

    const plans = seen("Plan").map(({ id }) => id);
    const frameworks = seen("Framework");
    assert.deepEqual(frameworks.map(({ id }) => id).sort(), [
      "chemistry_gold",
      "chemistry_standard",
    ]);
    for (const { properties } of frameworks) {
      const scopes = objectsAt(properties, "controls").map((one) => objectAt(one, "scope"));
      const [plan] = scopes.flatMap((scope) =>
        textsAt(scope, "complianceResourceTypes").includes("AWS::Backup::BackupPlan")
          ? textsAt(scope, "complianceResourceIds")
          : [],
      );
      assert.ok(plans.includes(plan ?? ""), String(plan));
      assert.ok(scopes.length >= 8, String(scopes.length));
    }
    const tagged = seen("Instance").map(({ properties }) => objectAt(properties, "tags"));
    assert.deepEqual(
      new Set(tagged.map((tags) => tags["BackupAudit"])),
      new Set(["chemistry-gold", "chemistry-standard"]),
    );
    const reports = seen("ReportPlan").map(({ id, properties }): [string, object] => [
      id,
      {
        bucket: textAt(objectAt(properties, "reportDeliveryChannel"), "s3BucketName"),
        frameworks: textsAt(objectAt(properties, "reportSetting"), "frameworkArns").length,
      },
    ]);
    assert.deepEqual(Object.fromEntries(reports), {
      chemistry_backups: { bucket, frameworks: 0 },
      chemistry_copies: { bucket, frameworks: 0 },
      chemistry_restores: { bucket, frameworks: 0 },
      chemistry_controls: { bucket, frameworks: 2 },
      chemistry_resources: { bucket, frameworks: 2 },
    });
  });

  it("follows the class, and asks no more of another one", async function () {
    this.timeout(300_000);
    await edit((text) => text.replace("keep: { days: 90, months: 24 }", "keep: { days: 91 }"));
    const { steps, told } = await stepsOf(stack, "preview");
    const judged = steps.filter((step) => step.includes("framework"));
    assert.deepEqual(judged, ["update chemistry-backup-audit-framework-gold"], told);
  });

  it("lies in vaults that are locked for good, which no later update takes back", async function () {
    this.timeout(300_000);
    await edit((text) => text.replace("keep: { days: 91 }", "keep: { days: 90, months: 24 }"));
    await write({ vaultLocks }, "2026-12-01");
    const { told } = await up();
    assert.match(told, /This update locks the vault chemistry-gold: 14 days after it nobody/);
    const before = seen("VaultLockConfiguration");
    await edit((text) =>
      text
        .replace("keep: { days: 90, months: 24 }", "keep: { days: 80, months: 24 }")
        .replace("lock: locked", "lock: planned"),
    );
    await write({ vaultLocks: { gold: leave } }, "2026-12-01");
    await refused(
      /The vault chemistry-standard is locked for good, and no update takes that back/,
      /The vault chemistry-gold is locked for good for backups that are kept 90-744 days, and its class keeps them 80-744 days/,
    );
    const target = ["**chemistry-backups-lock-gold", "**chemistry-backups-vault-standard"];
    await assert.rejects(stack.up({ target }), /locked for good/);
    await edit((text) =>
      text
        .replace("keep: { days: 80, months: 24 }", "keep: { days: 90, months: 24 }")
        .replace("lock: planned", "lock: locked")
        .replace("\n  gold:", "\n  platinum:"),
    );
    const renamed = { ...servers, "a-two": { ...servers["a-two"], backupClass: "platinum" } };
    await write({ vaultLocks: { standard: leave, platinum: leave } }, "2026-12-01", renamed);
    await refused(/The vault chemistry-platinum was not armed by an earlier update/);
    await edit((text) => text.replace("\n  platinum:", "\n  gold:"));
    const aws = { account: "222222222222", region: "eu-west-1" };
    await write({ vaultLocks, aws }, "2026-12-01");
    await refused(/eu-west-1/);
    assert.deepEqual(seen("VaultLockConfiguration"), before);
  });

  it("lies there when the class goes, and is under management again when it comes back", async function () {
    this.timeout(300_000);
    for (const { kind, id } of seen("VaultLockConfiguration")) {
      await causeDrift(ground.simulator.port, {
        kind,
        id,
        set: { lockDate: "2020-01-01T00:00:00Z" },
      });
    }
    const confirm = [{ server: "a-two", change: "remove", until: "2026-12-31" }];
    await write({ vaultLocks, confirm }, "2026-12-01");
    await up();
    await write({ vaultLocks, confirm }, "2026-12-01", { "a-one": servers["a-one"] });
    await up();
    assert.equal(seen("VaultLockConfiguration").length, 2);
    await write({ vaultLocks }, "2026-12-01");
    assert.match(await recovered(), /chemistry-backups-lock-gold: was created \(chemistry-gold\)/);
    await up();
    await settled();
  });
});
