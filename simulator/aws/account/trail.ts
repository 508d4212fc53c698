import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { common, here, kinds } from "../common.js";
import { arn } from "../ids.js";
import { usableKey } from "../kms.js";
import { refuseMissingBucket } from "./buckets.js";
import { accountKinds, there } from "./kinds.js";

/** Trails of a region, by the service's quota. */
const mostTrails = 5;

const refuse = (operation: string, code: string, text: string) =>
  apiError("CloudTrail", operation, code, text);

/** The record of who did what: its bucket and its key let CloudTrail in before it is made. */
export const trail: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "name") ?? "";
    const trails = there(scene, accountKinds.trail);
    if (trails.some(({ properties }) => properties["name"] === name)) {
      const text = `Trail ${name} already exists for customer: ${scene.place.owner}`;
      throw refuse("CreateTrail", "TrailAlreadyExistsException", text);
    }
    if (trails.length >= mostTrails) {
      const text = `User: ${scene.place.owner} already has ${mostTrails} trails`;
      throw refuse("CreateTrail", "MaximumNumberOfTrailsExceededException", text);
    }
    refuseStrayParts(scene, "CreateTrail", inputs);
    return { id: arn(scene.place, "cloudtrail", `trail/${name}`), outputs: outputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => {
    refuseStrayParts(scene, "UpdateTrail", inputs);
    return { outputs: outputs(scene, inputs) };
  },
};

function outputs(scene: Scene, inputs: JsonObject): JsonObject {
  const name = textAt(inputs, "name") ?? "";
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "cloudtrail", `trail/${name}`),
    homeRegion: scene.place.region,
    snsTopicArn: "",
  };
}

function refuseStrayParts(scene: Scene, operation: string, inputs: JsonObject): void {
  refuseMissingBucket(scene, textAt(inputs, "s3BucketName") ?? "", {
    service: "cloudtrail.amazonaws.com",
    missing: (text) => refuse(operation, "S3BucketDoesNotExistException", text),
    closed: (text) => refuse(operation, "InsufficientS3BucketPolicyException", text),
  });
  const keyId = textAt(inputs, "kmsKeyId");
  if (keyId === undefined) {
    return;
  }
  const used = usableKey(scene, keyId);
  const key = here(scene, kinds.key).find(({ properties }) => properties["arn"] === used);
  if (!(key && (textAt(key.properties, "policy") ?? "").includes("cloudtrail.amazonaws.com"))) {
    const text = "Insufficient permissions to access S3 bucket or KMS key.";
    throw refuse(operation, "InsufficientEncryptionPolicyException", text);
  }
}
