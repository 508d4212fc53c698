import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectsAt, textAt, textsAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import type { Problem } from "../core/validate.js";
import { apiError } from "./apiError.js";
import { kinds, one } from "./common.js";
import { arn } from "./ids.js";
import { windowFor } from "./ssmWindow.js";

const targetKey = /^(tag:.+|tag-key|InstanceIds|resource-groups:(Name|ResourceTypeFilters))$/;

/** The object behind an import id, `window/member`. */
function find(kind: typeof kinds.windowTarget | typeof kinds.windowTask) {
  return (scene: Scene, id: string): WorldObject | undefined => one(scene, kind, id.split("/")[1]);
}

function checkTarget(inputs: JsonObject): Problem[] {
  return objectsAt(inputs, "targets").flatMap((target, index) =>
    targetKey.test(textAt(target, "key") ?? "")
      ? []
      : [{ property: `targets[${index}].key`, reason: `${textAt(target, "key")} is not a key` }],
  );
}

/** Machines on which the tasks of a window run. Nothing tells two requests apart. */
export const windowTarget: ResourceBehaviour = {
  check: checkTarget,
  create: (scene, inputs) => {
    windowFor(scene, "RegisterTargetWithMaintenanceWindow", inputs);
    return { id: uuidOf(scene.world.next()), outputs: { region: scene.place.region } };
  },
  find: find(kinds.windowTarget),
};

/** A runbook of the account that a task names exists; those of AWS and of others have other names. */
function refuseStrayRunbook(scene: Scene, operation: string, inputs: JsonObject): void {
  const name = textAt(inputs, "taskArn") ?? "";
  const foreign = name.startsWith("AWS-") || name.startsWith("arn:");
  if (
    textAt(inputs, "taskType") === "AUTOMATION" &&
    !foreign &&
    !one(scene, kinds.document, name)
  ) {
    const text = `Document ${name} does not exist in your account`;
    throw apiError("SSM", operation, "InvalidDocument", text);
  }
}

function refuseStrayTargets(scene: Scene, operation: string, inputs: JsonObject): void {
  const refuse = (code: string, text: string) => apiError("SSM", operation, code, text);
  const targets = objectsAt(inputs, "targets");
  const ids = targets
    .filter((target) => textAt(target, "key") === "WindowTargetIds")
    .flatMap((target) => textsAt(target, "values"));
  if (textAt(inputs, "taskType") === "RUN_COMMAND" && targets.length === 0) {
    throw refuse("ValidationException", "RUN_COMMAND tasks require at least one target");
  }
  for (const id of ids) {
    const target = one(scene, kinds.windowTarget, id);
    if (target?.properties["windowId"] !== textAt(inputs, "windowId")) {
      throw refuse("DoesNotExistException", `Window target ${id} does not exist`);
    }
  }
}

/** What a window does with its targets. Nothing tells two requests apart. */
export const windowTask: ResourceBehaviour = {
  check: (inputs) =>
    objectsAt(inputs, "targets").some(
      (target) => !["WindowTargetIds", "InstanceIds"].includes(textAt(target, "key") ?? ""),
    )
      ? [{ property: "targets", reason: "keys are WindowTargetIds and InstanceIds" }]
      : [],
  create: (scene, inputs) => {
    windowFor(scene, "RegisterTaskWithMaintenanceWindow", inputs);
    refuseStrayTargets(scene, "RegisterTaskWithMaintenanceWindow", inputs);
    refuseStrayRunbook(scene, "RegisterTaskWithMaintenanceWindow", inputs);
    const id = uuidOf(scene.world.next());
    return {
      id,
      outputs: {
        region: scene.place.region,
        arn: arn(scene.place, "ssm", `windowtask/${id}`),
        maxConcurrency: textAt(inputs, "maxConcurrency") ?? "1",
        maxErrors: textAt(inputs, "maxErrors") ?? "1",
        serviceRoleArn:
          textAt(inputs, "serviceRoleArn") ??
          arn({ ...scene.place, region: "global" }, "iam", "role/aws-service-role/ssm"),
        windowTaskId: id,
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseStrayTargets(scene, "UpdateMaintenanceWindowTask", inputs);
    refuseStrayRunbook(scene, "UpdateMaintenanceWindowTask", inputs);
    return { outputs: {} };
  },
  find: find(kinds.windowTask),
};
