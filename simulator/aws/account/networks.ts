import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { common, here, kinds, one } from "../common.js";
import { filtered, property } from "../filters.js";
import { arn, freshId } from "../ids.js";
import { refuseMissingBucket } from "./buckets.js";
import { accountKinds, there } from "./kinds.js";

/** The group that every network has: it is taken over, never made, and it is never deleted. */
export const defaultGroup: ResourceBehaviour = {
  create: (scene, inputs) => {
    const vpcId = textAt(inputs, "vpcId");
    const found = here(scene, kinds.securityGroup).find(
      ({ properties }) => properties["name"] === "default" && properties["vpcId"] === vpcId,
    );
    if (found === undefined) {
      throw apiError(
        "EC2",
        "DescribeSecurityGroups",
        "InvalidGroup.NotFound",
        `default of ${vpcId}`,
      );
    }
    const rules = { egress: inputs["egress"] ?? [], ingress: inputs["ingress"] ?? [] };
    scene.world.put({ ...found, properties: { ...found.properties, ...rules } }, "updated");
    return {
      id: found.id,
      outputs: {
        ...common(scene, inputs),
        ...rules,
        arn: found.properties["arn"] ?? "",
        description: found.properties["description"] ?? "",
        name: "default",
        namePrefix: "",
        ownerId: scene.place.owner,
        vpcId: vpcId ?? "",
      },
    };
  },
  update: (scene, _old, inputs) => ({
    outputs: {
      ...common(scene, inputs),
      egress: inputs["egress"] ?? [],
      ingress: inputs["ingress"] ?? [],
    },
  }),
  remove: (_scene, old) => old,
};

/** Who talks with whom in a network; a network has each kind of log once for a destination. */
export const flowLog: ResourceBehaviour = {
  create: (scene, inputs) => {
    const vpcId = textAt(inputs, "vpcId");
    const refuse = (code: string, text: string) => apiError("EC2", "CreateFlowLogs", code, text);
    if (one(scene, kinds.vpc, vpcId) === undefined) {
      throw refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
    }
    const destination = textAt(inputs, "logDestination") ?? "";
    const twin = there(scene, accountKinds.flowLog).some(
      ({ properties }) =>
        properties["vpcId"] === vpcId && properties["logDestination"] === destination,
    );
    if (twin) {
      const text = `There is an existing Flow Log with the same configuration and log destination.`;
      throw refuse("FlowLogAlreadyExists", text);
    }
    refuseMissingBucket(scene, destination.split(":::")[1] ?? "", {
      service: "delivery.logs.amazonaws.com",
      missing: (text) => refuse("InvalidParameter", `LogDestination: ${text}`),
      closed: (text) => refuse("InvalidParameter", `Access Denied for LogDestination: ${text}`),
    });
    const id = freshId(scene, "fl");
    return { id, outputs: flowOutputs(scene, inputs, id) };
  },
  update: (scene, old, inputs) => ({ outputs: flowOutputs(scene, inputs, old.id) }),
};

function flowOutputs(scene: Scene, inputs: JsonObject, id: string): JsonObject {
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "ec2", `vpc-flow-log/${id}`),
    logDestination: textAt(inputs, "logDestination") ?? "",
    logFormat: textAt(inputs, "logFormat") ?? "",
  };
}

const vpcFilters = {
  "vpc-id": ({ id }: { readonly id: string }) => id,
  cidr: property("cidrBlock"),
};

const getVpcs: FunctionBehaviour = (scene, args) => {
  const found = filtered(here(scene, kinds.vpc), args, vpcFilters, "DescribeVpcs");
  const { region } = scene.place;
  return { id: region, ids: found.map(({ id }) => id), region, tags: args["tags"] ?? {} };
};

/** What programs ask about networks. */
export const networkFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:ec2/getVpcs:getVpcs": getVpcs,
};
