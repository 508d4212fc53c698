import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { common } from "../common.js";
import { arn } from "../ids.js";
import { isRecorded } from "./config.js";
import { accountKinds, there } from "./kinds.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("SecurityHub", operation, code, text);

/** Judges a region; it exists once and has nothing to judge before changes are recorded. */
export const hub: ResourceBehaviour = {
  create: (scene, inputs) => {
    if (there(scene, accountKinds.hub).length > 0) {
      const text = "Account is already subscribed to Security Hub";
      throw refuse("EnableSecurityHub", "ResourceConflictException", text);
    }
    if (!isRecorded(scene)) {
      const text = "AWS Config is not enabled in this region; Security Hub needs its records.";
      throw refuse("EnableSecurityHub", "InvalidAccessException", text);
    }
    return { id: scene.place.owner, outputs: outputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => ({ outputs: outputs(scene, inputs) }),
  remove: (scene) => {
    for (const one of there(scene, accountKinds.standard)) {
      scene.world.drop(one);
    }
    return undefined;
  },
};

function outputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "securityhub", "hub/default"),
    controlFindingGenerator: textAt(inputs, "controlFindingGenerator") ?? "SECURITY_CONTROL",
  };
}

/** A standard by which the hub judges. */
export const standard: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseNoHub(scene, "BatchEnableStandards");
    const standardsArn = textAt(inputs, "standardsArn") ?? "";
    const path = standardsArn.split(":standards/")[1];
    if (path === undefined || !standardsArn.includes(`:${scene.place.region}:`)) {
      const text = `Invalid parameter 'StandardsArn': ${standardsArn}`;
      throw refuse("BatchEnableStandards", "InvalidInputException", text);
    }
    const id = arn(scene.place, "securityhub", `subscription/${path}`);
    return { id, outputs: { arn: id, region: scene.place.region } };
  },
};

function refuseNoHub(scene: Scene, operation: string): void {
  if (there(scene, accountKinds.hub).length === 0) {
    const text = `Account ${scene.place.owner} is not subscribed to AWS Security Hub`;
    throw refuse(operation, "InvalidAccessException", text);
  }
}

const getEnabledStandards: FunctionBehaviour = (scene) => {
  refuseNoHub(scene, "GetEnabledStandards");
  const told = ({ id, properties }: WorldObject): JsonObject => ({
    standardsArn: properties["standardsArn"] ?? "",
    standardsControlsUpdatable: "READY_FOR_UPDATES",
    standardsInput: {},
    standardsStatus: "READY",
    standardsStatusReasons: [],
    standardsSubscriptionArn: id,
  });
  return {
    region: scene.place.region,
    standardsSubscriptions: there(scene, accountKinds.standard).map(told),
  };
};

/** What programs ask about standards. */
export const hubFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:securityhub/getEnabledStandards:getEnabledStandards": getEnabledStandards,
};
