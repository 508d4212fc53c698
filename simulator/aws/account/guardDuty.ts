import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { common } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, oneThere, there } from "./kinds.js";

const refuse = (operation: string, text: string) =>
  apiError("GuardDuty", operation, "BadRequestException", text);

const frequencies = "SIX_HOURS";

/** What notices attacks in a region; there is one. */
export const detector: ResourceBehaviour = {
  create: (scene, inputs) => {
    if (there(scene, accountKinds.detector).length > 0) {
      const text =
        "The request is rejected because a detector already exists for the current account.";
      throw refuse("CreateDetector", text);
    }
    const id = scene.world.next().toString(16).padStart(32, "d");
    return { id, outputs: outputs(scene, inputs, id) };
  },
  update: (scene, old, inputs) => ({ outputs: outputs(scene, inputs, old.id) }),
  remove: (scene) => {
    for (const feature of there(scene, accountKinds.detectorFeature)) {
      scene.world.drop(feature);
    }
    return undefined;
  },
};

function outputs(scene: Scene, inputs: JsonObject, id: string): JsonObject {
  return {
    ...common(scene, inputs),
    accountId: scene.place.owner,
    arn: arn(scene.place, "guardduty", `detector/${id}`),
    datasources: inputs["datasources"] ?? {},
    findingPublishingFrequency: textAt(inputs, "findingPublishingFrequency") ?? frequencies,
  };
}

/** What a detector looks at besides; a feature that the provider lets go of stays as it is. */
export const detectorFeature: ResourceBehaviour = {
  create: (scene, inputs) => {
    const detectorId = textAt(inputs, "detectorId");
    if (oneThere(scene, accountKinds.detector, detectorId) === undefined) {
      const text =
        "The request is rejected because the input detectorId is not owned by the current account.";
      throw refuse("UpdateDetector", text);
    }
    const id = `${detectorId}/${textAt(inputs, "name")}`;
    return { id, outputs: { region: scene.place.region, name: textAt(inputs, "name") ?? "" } };
  },
  remove: (_scene, old) => old,
};

const getDetector: FunctionBehaviour = (scene) => {
  const [found] = there(scene, accountKinds.detector);
  if (found === undefined) {
    throw new Refusal("reading GuardDuty Detector: couldn't find resource");
  }
  return answer(scene, found);
};

function answer(scene: Scene, { id, properties }: WorldObject): JsonObject {
  const features = there(scene, accountKinds.detectorFeature).map((feature) => ({
    additionalConfigurations: [],
    name: textAt(feature.properties, "name") ?? "",
    status: textAt(feature.properties, "status") ?? "",
  }));
  return {
    id,
    arn: properties["arn"] ?? "",
    features,
    findingPublishingFrequency: properties["findingPublishingFrequency"] ?? frequencies,
    region: scene.place.region,
    serviceRoleArn: "",
    status: properties["enable"] === false ? "DISABLED" : "ENABLED",
    tags: objectAt(properties, "tags"),
  };
}

/** What programs ask about detection. */
export const detectorFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:guardduty/getDetector:getDetector": getDetector,
};
