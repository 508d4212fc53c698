import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import type { Problem } from "../core/validate.js";
import { apiError } from "./apiError.js";
import { vaultFor } from "./backupVault.js";
import { common, globally, here, kinds, one } from "./common.js";
import { arn } from "./ids.js";
import { isSchedule, isTimeZone } from "./ssmWindow.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Backup", operation, code, text);

/** A backup stays in cold storage for so many days at least. */
const coldDays = 90;

/** What a rule asks for and AWS Backup does not do. */
function refuseRule(scene: Scene, operation: string, rule: JsonObject): void {
  const invalid = (text: string) => refuse(operation, "InvalidParameterValueException", text);
  vaultFor(scene, operation, textAt(rule, "targetVaultName") ?? "");
  const schedule = textAt(rule, "schedule");
  if (schedule !== undefined && !isSchedule(schedule)) {
    throw invalid(`Provided cron expression is not valid: ${schedule}`);
  }
  const zone = textAt(rule, "scheduleExpressionTimezone");
  if (zone !== undefined && !isTimeZone(zone)) {
    throw invalid(`Invalid timezone: ${zone}`);
  }
  const start = numberAt(rule, "startWindow") ?? 480;
  if (start < 60) {
    throw invalid("Start window must be at least 60 minutes");
  }
  if ((numberAt(rule, "completionWindow") ?? 10_080) <= start) {
    throw invalid("Completion window must be longer than the start window");
  }
  for (const { lifecycle } of [rule, ...objectsAt(rule, "copyActions")].map((one) => ({
    lifecycle: objectAt(one, "lifecycle"),
  }))) {
    const [cold, end] = [
      numberAt(lifecycle, "coldStorageAfter"),
      numberAt(lifecycle, "deleteAfter"),
    ];
    if (cold !== undefined && end !== undefined && end < cold + coldDays) {
      throw invalid(
        `DeleteAfterDays cannot be less than ${coldDays} days apart from MoveToColdStorageAfterDays`,
      );
    }
  }
}

/** Copies go to vaults that exist, wherever they are. */
function refuseCopies({ world }: Scene, operation: string, rule: JsonObject): void {
  const arns = world
    .all("aws", kinds.backupVault)
    .map(({ properties }) => textAt(properties, "arn"));
  for (const copy of objectsAt(rule, "copyActions")) {
    const wanted = textAt(copy, "destinationVaultArn") ?? "";
    if (!arns.includes(wanted)) {
      const text = `Destination backup vault ${wanted} does not exist`;
      throw refuse(operation, "InvalidParameterValueException", text);
    }
  }
}

function refuseBad(scene: Scene, operation: string, inputs: JsonObject): void {
  for (const rule of objectsAt(inputs, "rules")) {
    refuseRule(scene, operation, rule);
    refuseCopies(scene, operation, rule);
  }
}

function checkNames(inputs: JsonObject): Problem[] {
  const names = objectsAt(inputs, "rules").map((rule) => textAt(rule, "ruleName"));
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ property: `rules[${index}].ruleName`, reason: `two rules are called ${name}` }]
      : [],
  );
}

function selectionsOf(scene: Scene, plan: string): WorldObject[] {
  return here(scene, kinds.backupSelection).filter(
    ({ properties }) => properties["planId"] === plan,
  );
}

/** A plan: when what is selected is backed up, where to, and for how long. */
export const backupPlan: ResourceBehaviour = {
  check: checkNames,
  create: (scene, inputs) => {
    const operation = "CreateBackupPlan";
    refuseBad(scene, operation, inputs);
    const name = textAt(inputs, "name") ?? "";
    if (here(scene, kinds.backupPlan).some(({ properties }) => properties["name"] === name)) {
      const text = `Backup plan with the same plan document already exists: ${name}`;
      throw refuse(operation, "AlreadyExistsException", text);
    }
    const id = uuidOf(scene.world.next());
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "backup", `backup-plan:${id}`),
        version: uuidOf(scene.world.next()),
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseBad(scene, "UpdateBackupPlan", inputs);
    return { outputs: { ...common(scene, inputs), version: uuidOf(scene.world.next()) } };
  },
  remove: (scene, { id }) => {
    if (selectionsOf(scene, id).length > 0) {
      const text = "Related backup plan selections must be deleted prior to backup plan deletion";
      throw refuse("DeleteBackupPlan", "InvalidRequestException", text);
    }
    return undefined;
  },
};

/** A role that AWS Backup does not find in the account or may not take. */
export function refuseRole(scene: Scene, operation: string, roleArn: string): void {
  const role = one(globally(scene), kinds.role, roleArn.split("/").at(-1));
  if (role === undefined || role.properties["arn"] !== roleArn) {
    const text = `IAM Role ${roleArn} does not exist`;
    throw refuse(operation, "InvalidParameterValueException", text);
  }
  if (!(textAt(role.properties, "assumeRolePolicy") ?? "").includes("backup.amazonaws.com")) {
    const text = `IAM Role ${roleArn} cannot be assumed by AWS Backup`;
    throw refuse(operation, "InvalidParameterValueException", text);
  }
}

/** What a plan backs up. It has no update. */
export const backupSelection: ResourceBehaviour = {
  create: (scene, inputs) => {
    const operation = "CreateBackupSelection";
    const plan = textAt(inputs, "planId") ?? "";
    if (one(scene, kinds.backupPlan, plan) === undefined) {
      const text = `Backup plan ${plan} does not exist`;
      throw refuse(operation, "ResourceNotFoundException", text);
    }
    refuseRole(scene, operation, textAt(inputs, "iamRoleArn") ?? "");
    const name = textAt(inputs, "name");
    if (selectionsOf(scene, plan).some(({ properties }) => properties["name"] === name)) {
      const text = `Backup selection with the same name already exists: ${name}`;
      throw refuse(operation, "AlreadyExistsException", text);
    }
    return { id: uuidOf(scene.world.next()), outputs: { region: scene.place.region } };
  },
  find: (scene, id) => one(scene, kinds.backupSelection, id.split("|").at(-1)),
};
