import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { run } from "../../cli/stack/run.js";
import { objectAt, objectsAt, textAt, textsAt } from "../../simulator/core/json.js";
import { readWorld } from "../../simulator/inspect.js";
import { estateFile } from "../engine/changingEstate.js";
import { conventionProblems } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import { populate } from "../engine/populate.js";
import { exportedResources } from "../engine/stateOf.js";
import { stepsOf } from "../engine/steps.js";

/** The account has AWS Config, and this bucket, from the people before us. */
const bucket = "others-config-333333333333";

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
  const seen = (kind: string) =>
    readWorld(ground.world).objects.filter((object) => object.kind.endsWith(`:${kind}`));

  before(async function () {
    this.timeout(300_000);
    ground = await openGround();
    await run(await ground.open("site"), "up");
    await populate(ground.simulator.port, "222222222222", ["eu-central-1"]);
    await edit((text) => text.replace("  aws:\n", `  aws:\n    backupReports: ${bucket}\n`));
    await writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile({ servers }));
    stack = await ground.open("chemistry");
  });

  after(() => ground?.close());

  it("is judged by each class and reported every day", async function () {
    this.timeout(300_000);
    const done = await stepsOf(stack, "up");
    assert.equal(done.failed, false, done.told);
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
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
});
