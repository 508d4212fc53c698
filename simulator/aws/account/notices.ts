import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { uuidOf } from "../../core/numbers.js";
import { apiError } from "../apiError.js";
import { common } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, oneThere } from "./kinds.js";

/** A topic: made again under its name, it is the same one. */
export const topic: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "name") ?? "";
    return { id: arn(scene.place, "sns", name), outputs: topicOutputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => ({ outputs: topicOutputs(scene, inputs) }),
};

function topicOutputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "sns", textAt(inputs, "name") ?? ""),
    beginningArchiveTime: "",
    fifoThroughputScope: "",
    namePrefix: "",
    owner: scene.place.owner,
    policy: textAt(inputs, "policy") ?? "",
    signatureVersion: inputs["signatureVersion"] ?? 1,
    tracingConfig: textAt(inputs, "tracingConfig") ?? "PassThrough",
  };
}

function requireTopic(scene: Scene, operation: string, topicArn: string | undefined): void {
  if (oneThere(scene, accountKinds.topic, topicArn) === undefined) {
    throw apiError("SNS", operation, "NotFound", "Topic does not exist");
  }
}

/** Who may write into a topic. */
export const topicPolicy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "arn") ?? "";
    requireTopic(scene, "SetTopicAttributes", id);
    return { id, outputs: { owner: scene.place.owner, region: scene.place.region } };
  },
  update: () => ({ outputs: {} }),
};

/** Who reads a topic: asked again, it is the same one. */
export const topicSubscription: ResourceBehaviour = {
  create: (scene, inputs) => {
    const topicArn = textAt(inputs, "topic");
    requireTopic(scene, "Subscribe", topicArn);
    const same = scene.world
      .all("aws", accountKinds.topicSubscription)
      .find(
        ({ properties }) =>
          properties["topic"] === topicArn && properties["endpoint"] === inputs["endpoint"],
      );
    const id = same?.id ?? `${topicArn}:${uuidOf(scene.world.next())}`;
    return {
      id,
      outputs: {
        arn: id,
        confirmationWasAuthenticated: false,
        filterPolicyScope: "",
        ownerId: scene.place.owner,
        pendingConfirmation: true,
        region: scene.place.region,
      },
    };
  },
  update: () => ({ outputs: {} }),
};

/** A rule of an event bus: put again under its name, it is the same one. */
export const eventRule: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseBadPattern(inputs);
    return { id: textAt(inputs, "name") ?? "", outputs: ruleOutputs(scene, inputs) };
  },
  update: (scene, _old, inputs) => {
    refuseBadPattern(inputs);
    return { outputs: ruleOutputs(scene, inputs) };
  },
};

function ruleOutputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "events", `rule/${textAt(inputs, "name") ?? ""}`),
    namePrefix: "",
  };
}

function refuseBadPattern(inputs: JsonObject): void {
  const pattern = textAt(inputs, "eventPattern");
  if (pattern !== undefined && !pattern.startsWith("{")) {
    const text = "Event pattern is not valid.";
    throw apiError("EventBridge", "PutRule", "InvalidEventPatternException", text);
  }
}

/** Where the events of a rule go; only a rule's own region takes a target but a bus. */
export const eventTarget: ResourceBehaviour = {
  create: (scene, inputs) => {
    const rule = textAt(inputs, "rule");
    const target = textAt(inputs, "arn") ?? "";
    const refuse = (code: string, text: string) =>
      apiError("EventBridge", "PutTargets", code, text);
    if (oneThere(scene, accountKinds.eventRule, rule) === undefined) {
      throw refuse("ResourceNotFoundException", `Rule ${rule} does not exist on EventBus default.`);
    }
    const isBus = target.includes(":event-bus/");
    if (!isBus && target.split(":")[3] !== scene.place.region) {
      throw refuse("ValidationException", `Provided Arn is not in correct format: ${target}`);
    }
    const targetId = textAt(inputs, "targetId") ?? "";
    return { id: `${rule}-${targetId}`, outputs: { region: scene.place.region, targetId } };
  },
  update: () => ({ outputs: {} }),
};
