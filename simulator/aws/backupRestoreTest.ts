import type { ResourceBehaviour } from "../core/behaviour.js";
import { type JsonObject, textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { refuseRole } from "./backupPlan.js";
import { common, here, kinds, one } from "./common.js";
import { arn } from "./ids.js";
import { isSchedule, isTimeZone } from "./ssmWindow.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Backup", operation, code, text);

/** When backups are restored to see that they can be. */
export const restoreTestingPlan: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseTest("CreateRestoreTestingPlan", inputs);
    const id = textAt(inputs, "name") ?? "";
    if (one(scene, kinds.restoreTestingPlan, id)) {
      const text = `Restore testing plan ${id} already exists`;
      throw refuse("CreateRestoreTestingPlan", "AlreadyExistsException", text);
    }
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "backup", `restore-testing-plan:${id}`),
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseTest("UpdateRestoreTestingPlan", inputs);
    return { outputs: common(scene, inputs) };
  },
  remove: (scene, { id }) => {
    const inUse = here(scene, kinds.restoreTestingSelection).some(
      ({ properties }) => properties["restoreTestingPlanName"] === id,
    );
    if (inUse) {
      const text = "Restore testing selections must be deleted before their plan";
      throw refuse("DeleteRestoreTestingPlan", "InvalidRequestException", text);
    }
    return undefined;
  },
};

function refuseTest(operation: string, inputs: JsonObject): void {
  const schedule = textAt(inputs, "scheduleExpression") ?? "";
  const zone = textAt(inputs, "scheduleExpressionTimezone");
  if (!isSchedule(schedule) || (zone !== undefined && !isTimeZone(zone))) {
    const text = `Invalid schedule: ${schedule} ${zone ?? ""}`;
    throw refuse(operation, "InvalidParameterValueException", text);
  }
}

/** What a restore testing plan restores. */
export const restoreTestingSelection: ResourceBehaviour = {
  create: (scene, inputs) => {
    const operation = "CreateRestoreTestingSelection";
    const plan = textAt(inputs, "restoreTestingPlanName") ?? "";
    if (one(scene, kinds.restoreTestingPlan, plan) === undefined) {
      const text = `Restore testing plan ${plan} does not exist`;
      throw refuse(operation, "ResourceNotFoundException", text);
    }
    refuseRole(scene, operation, textAt(inputs, "iamRoleArn") ?? "");
    const id = `${textAt(inputs, "name") ?? ""}:${plan}`;
    if (one(scene, kinds.restoreTestingSelection, id)) {
      const text = `Restore testing selection ${id} already exists`;
      throw refuse(operation, "AlreadyExistsException", text);
    }
    return { id, outputs: { region: scene.place.region } };
  },
  update: (scene, _old, inputs) => {
    refuseRole(scene, "UpdateRestoreTestingSelection", textAt(inputs, "iamRoleArn") ?? "");
    return { outputs: {} };
  },
};
