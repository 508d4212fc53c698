import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { Refusal } from "../core/refusal.js";
import { isRecorded } from "./account/config.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { arn } from "./ids.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Backup", operation, code, text);

/**
 * The controls of AWS Backup Audit Manager, each with its parameters.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html
 */
const parametersOf: Readonly<Record<string, readonly string[]>> = {
  BACKUP_LAST_RECOVERY_POINT_CREATED: ["recoveryPointAgeUnit", "recoveryPointAgeValue"],
  BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK: [
    "requiredFrequencyUnit",
    "requiredFrequencyValue",
    "requiredRetentionDays",
  ],
  BACKUP_RECOVERY_POINT_ENCRYPTED: [],
  BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED: ["principalArnList"],
  BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK: ["requiredRetentionDays"],
  BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN: [],
  BACKUP_RESOURCES_PROTECTED_BY_BACKUP_VAULT_LOCK: ["maxRetentionDays", "minRetentionDays"],
  BACKUP_RESOURCES_PROTECTED_BY_CROSS_ACCOUNT: ["crossAccountList"],
  BACKUP_RESOURCES_PROTECTED_BY_CROSS_REGION: ["crossRegionList"],
  RESTORE_TIME_FOR_RESOURCES_MEET_TARGET: ["maxRestoreTime"],
  RESOURCES_IN_LOGICALLY_AIR_GAPPED_VAULT: ["recoveryPointAgeUnit", "recoveryPointAgeValue"],
};

/** What an account may have in a region. */
const most = { frameworks: 15, controls: 50, reports: 20 };

const controlsOf = (inputs: JsonObject) => objectsAt(inputs, "controls");

function refuseControls(operation: string, inputs: JsonObject): void {
  const invalid = (text: string) => refuse(operation, "InvalidParameterValueException", text);
  for (const control of controlsOf(inputs)) {
    const name = textAt(control, "name") ?? "";
    const known = parametersOf[name];
    if (known === undefined) {
      throw invalid(`Invalid control name: ${name}`);
    }
    const names = objectsAt(control, "inputParameters").map((one) => textAt(one, "name") ?? "");
    const odd = names.find((one) => !known.includes(one));
    if (odd !== undefined) {
      throw invalid(`Invalid input parameter ${odd} for control ${name}`);
    }
    if (Object.keys(objectAt(objectAt(control, "scope"), "tags")).length > 1) {
      throw invalid(`Control scope of ${name} can have one tag at most`);
    }
  }
}

/** The same controls with the same parameters and scopes, in whatever order. */
const sameness = (inputs: JsonObject) =>
  JSON.stringify(
    controlsOf(inputs)
      .map((one) => JSON.stringify(one))
      .sort(),
  );

/** Frameworks of the account and region besides the one with that name. */
const others = (scene: Scene, name: string) =>
  here(scene, kinds.backupFramework).filter(({ id }) => id !== name);

/** What an account has room for, and what another framework already asks. */
function refuseCrowd(scene: Scene, operation: string, inputs: JsonObject): void {
  const rest = others(scene, textAt(inputs, "name") ?? "");
  const controls = [inputs, ...rest.map(({ properties }) => properties)].flatMap(controlsOf);
  if (rest.length >= most.frameworks || controls.length > most.controls) {
    const text =
      rest.length >= most.frameworks
        ? `Maximum number of frameworks (${most.frameworks}) reached`
        : `Maximum number of controls (${most.controls}) reached`;
    throw refuse(operation, "LimitExceededException", text);
  }
  if (rest.some(({ properties }) => sameness(properties) === sameness(inputs))) {
    const text = "A framework with the same controls and parameters already exists";
    throw refuse(operation, "AlreadyExistsException", text);
  }
}

/** Its rules are deployed to AWS Config, which has to record. */
function refuseUnrecorded(scene: Scene, inputs: JsonObject, ing: "create" | "update"): void {
  if (!isRecorded(scene)) {
    throw new Refusal(
      `waiting for Backup Framework (${textAt(inputs, "name") ?? ""}) ${ing}: ` +
        "unexpected state 'FAILED', wanted target 'COMPLETED'",
    );
  }
}

/** What backups are to be like: AWS Config tells every day whether they are. */
export const backupFramework: ResourceBehaviour = {
  create: (scene, inputs) => {
    const operation = "CreateFramework";
    const id = textAt(inputs, "name") ?? "";
    refuseTwin(scene, kinds.backupFramework, operation, id);
    refuseControls(operation, inputs);
    refuseCrowd(scene, operation, inputs);
    refuseUnrecorded(scene, inputs, "create");
    const own = `framework:${id}-${uuidOf(scene.world.next())}`;
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "backup", own),
        creationTime: scene.world.now(),
        deploymentStatus: "COMPLETED",
        status: "ACTIVE",
      },
    };
  },
  update: (scene, _old, inputs) => {
    const operation = "UpdateFramework";
    refuseControls(operation, inputs);
    refuseCrowd(scene, operation, inputs);
    refuseUnrecorded(scene, inputs, "update");
    return { outputs: common(scene, inputs) };
  },
};

type AuditKind = typeof kinds.backupFramework | typeof kinds.backupReport;

function refuseTwin(scene: Scene, kind: AuditKind, operation: string, id: string): void {
  if (one(scene, kind, id)) {
    const what = kind === kinds.backupFramework ? "Framework" : "Report plan";
    throw refuse(operation, "AlreadyExistsException", `${what} ${id} already exists`);
  }
}

const compliance: ReadonlySet<string | undefined> = new Set([
  "CONTROL_COMPLIANCE_REPORT",
  "RESOURCE_COMPLIANCE_REPORT",
]);

/** A report goes into a bucket that exists; only reports on compliance are about frameworks. */
function refuseReport(scene: Scene, operation: string, inputs: JsonObject): void {
  const invalid = (text: string) => refuse(operation, "InvalidParameterValueException", text);
  const bucket = textAt(objectAt(inputs, "reportDeliveryChannel"), "s3BucketName") ?? "";
  if (!scene.world.all("aws", kinds.bucket).some(({ id }) => id === bucket)) {
    throw invalid(`S3 bucket ${bucket} does not exist`);
  }
  const setting = objectAt(inputs, "reportSetting");
  const template = textAt(setting, "reportTemplate");
  const wanted = textsAt(setting, "frameworkArns");
  if (wanted.length > 0 && !compliance.has(template)) {
    throw invalid(`Frameworks cannot be given for the report template ${template ?? ""}`);
  }
  const known = here(scene, kinds.backupFramework).map(({ properties }) => properties["arn"]);
  const missing = wanted.find((one) => !known.includes(one));
  if (missing !== undefined) {
    throw invalid(`Framework ${missing} does not exist`);
  }
}

/** What is written into a bucket every day. */
export const backupReport: ResourceBehaviour = {
  create: (scene, inputs) => {
    const operation = "CreateReportPlan";
    const id = textAt(inputs, "name") ?? "";
    refuseTwin(scene, kinds.backupReport, operation, id);
    if (here(scene, kinds.backupReport).length >= most.reports) {
      const text = `Maximum number of report plans (${most.reports}) reached`;
      throw refuse(operation, "LimitExceededException", text);
    }
    refuseReport(scene, operation, inputs);
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "backup", `report-plan:${id}-${uuidOf(scene.world.next())}`),
        creationTime: scene.world.now(),
        deploymentStatus: "COMPLETED",
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseReport(scene, "UpdateReportPlan", inputs);
    return { outputs: common(scene, inputs) };
  },
};

/** Describes one by its name. */
function described(kind: AuditKind, operation: string, parts: readonly string[]) {
  const look: FunctionBehaviour = (scene, args) => {
    const name = textAt(args, "name") ?? "";
    const found = one(scene, kind, name);
    if (found === undefined) {
      throw refuse(operation, "ResourceNotFoundException", `${name} does not exist`);
    }
    const { properties } = found;
    const told = ["arn", "creationTime", "deploymentStatus", ...parts];
    return {
      ...Object.fromEntries(told.map((part) => [part, properties[part] ?? ""])),
      ...{ id: name, name, description: properties["description"] ?? "" },
      ...{ region: scene.place.region, tags: objectAt(properties, "tags") },
    };
  };
  return look;
}

const getFramework = described(kinds.backupFramework, "DescribeFramework", ["controls", "status"]);

const getReportPlan: FunctionBehaviour = (scene, args) => {
  const { reportDeliveryChannel, reportSetting, ...told } = described(
    kinds.backupReport,
    "DescribeReportPlan",
    ["reportDeliveryChannel", "reportSetting"],
  )(scene, args);
  // The provider tells single objects of a look-up as lists.
  return {
    ...told,
    reportDeliveryChannels: [reportDeliveryChannel ?? {}],
    reportSettings: [reportSetting ?? {}],
  };
};

/** What programs ask about frameworks and reports. */
export const auditFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:backup/getFramework:getFramework": getFramework,
  "aws:backup/getReportPlan:getReportPlan": getReportPlan,
};
