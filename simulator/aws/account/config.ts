import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { flagAt, type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { globally, here, kinds } from "../common.js";
import { refuseMissingBucket } from "./buckets.js";
import { accountKinds, oneThere, there } from "./kinds.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Config Service", operation, code, text);

const nameOf = (inputs: JsonObject) => textAt(inputs, "name") ?? "default";

type Single = typeof accountKinds.recorder | typeof accountKinds.channel;

/** A region has room for one recorder and one channel, whatever their names. */
function refuseSecond(scene: Scene, kind: Single, operation: string, what: string, id: string) {
  const other = there(scene, kind).find((candidate) => candidate.id !== id);
  if (other !== undefined) {
    const text = `Failed to put ${what} '${id}' because the maximum number of ${what}s: 1 is reached.`;
    const plural = what === "delivery channel" ? "DeliveryChannels" : "ConfigurationRecorders";
    throw refuse(operation, `MaxNumberOf${plural}ExceededException`, text);
  }
}

/** What records the changes of a region: put again under its name, it is the same one. */
export const recorder: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = nameOf(inputs);
    refuseSecond(
      scene,
      accountKinds.recorder,
      "PutConfigurationRecorder",
      "configuration recorder",
      id,
    );
    refuseMissingRole(scene, textAt(inputs, "roleArn") ?? "");
    return { id, outputs: recorderOutputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => {
    refuseMissingRole(scene, textAt(inputs, "roleArn") ?? "");
    return { outputs: recorderOutputs(scene, inputs) };
  },
};

function recorderOutputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    name: nameOf(inputs),
    recordingGroup: inputs["recordingGroup"] ?? { allSupported: true },
    recordingMode: inputs["recordingMode"] ?? { recordingFrequency: "CONTINUOUS" },
    region: scene.place.region,
  };
}

function refuseMissingRole(scene: Scene, roleArn: string): void {
  const everywhere = globally(scene);
  const roles = [
    ...here(everywhere, kinds.role),
    ...there(everywhere, accountKinds.serviceLinkedRole),
  ];
  if (!roles.some(({ properties }) => properties["arn"] === roleArn)) {
    const text = `Failed to put configuration recorder because the role ${roleArn} does not exist.`;
    throw refuse("PutConfigurationRecorder", "InvalidRoleException", text);
  }
}

/** Where the records of a region go. */
export const channel: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = nameOf(inputs);
    const operation = "PutDeliveryChannel";
    if (there(scene, accountKinds.recorder).length === 0) {
      const text = "Configuration recorder is not available to put delivery channel.";
      throw refuse(operation, "NoAvailableConfigurationRecorderException", text);
    }
    refuseSecond(scene, accountKinds.channel, operation, "delivery channel", id);
    refuseMissingBucket(scene, textAt(inputs, "s3BucketName") ?? "", {
      service: "config.amazonaws.com",
      missing: (text) => refuse(operation, "NoSuchBucketException", text),
      closed: (text) => refuse(operation, "InsufficientDeliveryPolicyException", text),
    });
    return { id, outputs: { name: id, region: scene.place.region } };
  },
  remove: (scene) => {
    if (
      there(scene, accountKinds.recorderStatus).some(({ properties }) =>
        flagAt(properties, "isEnabled"),
      )
    ) {
      const text =
        "Failed to delete last specified delivery channel: a configuration recorder is running.";
      throw refuse("DeleteDeliveryChannel", "LastDeliveryChannelDeleteFailedException", text);
    }
    return undefined;
  },
};

/** Whether a recorder works. */
export const recorderStatus: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = nameOf(inputs);
    const operation = "StartConfigurationRecorder";
    if (oneThere(scene, accountKinds.recorder, id) === undefined) {
      const text = `Cannot find configuration recorder with the specified name '${id}'.`;
      throw refuse(operation, "NoSuchConfigurationRecorderException", text);
    }
    if (flagAt(inputs, "isEnabled") && there(scene, accountKinds.channel).length === 0) {
      const text = "Delivery channel is not available to start configuration recorder.";
      throw refuse(operation, "NoAvailableDeliveryChannelException", text);
    }
    return { id, outputs: { name: id, region: scene.place.region } };
  },
};

/** Whether the changes of the scene's region are recorded. */
export function isRecorded(scene: Scene): boolean {
  return there(scene, accountKinds.recorderStatus).some(({ properties }) =>
    flagAt(properties, "isEnabled"),
  );
}
