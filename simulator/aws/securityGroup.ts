import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, textAt, textsAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { apiError } from "./apiError.js";
import { common, having, here, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";

function check(inputs: JsonObject): Problem[] {
  const name = textAt(inputs, "name") ?? "";
  return name.startsWith("sg-")
    ? [{ property: "name", reason: `invalid value for name (cannot begin with "sg-"): ${name}` }]
    : [];
}

function create(scene: Scene, inputs: JsonObject) {
  const name = textAt(inputs, "name") ?? "";
  const vpcId = textAt(inputs, "vpcId");
  const refuse = (code: string, text: string) => apiError("EC2", "CreateSecurityGroup", code, text);
  if (vpcId === undefined) {
    throw refuse("VPCIdNotSpecified", "No default VPC for this user");
  }
  if (one(scene, kinds.vpc, vpcId) === undefined) {
    throw refuse("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
  }
  const twin = having(scene, kinds.securityGroup, "name", name).some(
    ({ properties }) => properties["vpcId"] === vpcId,
  );
  if (twin) {
    const text = `The security group '${name}' already exists for VPC '${vpcId}'`;
    throw refuse("InvalidGroup.Duplicate", text);
  }
  const id = freshId(scene, "sg");
  return {
    id,
    outputs: {
      ...common(scene, inputs),
      arn: arn(scene.place, "ec2", `security-group/${id}`),
      egress: inputs["egress"] ?? [],
      ingress: inputs["ingress"] ?? [],
      namePrefix: textAt(inputs, "namePrefix") ?? "",
      ownerId: scene.place.owner,
      vpcId,
    },
  };
}

function remove(scene: Scene, { id }: WorldObject): undefined {
  const rules = [...here(scene, kinds.ingressRule), ...here(scene, kinds.egressRule)];
  const used = here(scene, kinds.instance).some(({ properties }) =>
    textsAt(properties, "vpcSecurityGroupIds").includes(id),
  );
  const named = rules.some(
    ({ properties }) =>
      properties["referencedSecurityGroupId"] === id && properties["securityGroupId"] !== id,
  );
  if (used || named) {
    const text = `resource ${id} has a dependent object`;
    throw apiError("EC2", "DeleteSecurityGroup", "DependencyViolation", text);
  }
  for (const rule of rules.filter(({ properties }) => properties["securityGroupId"] === id)) {
    scene.world.drop(rule);
  }
  return undefined;
}

/** A security group: its name exists once in a VPC, and it stays while something uses it. */
export const securityGroup: ResourceBehaviour = {
  check,
  create,
  remove,
  update: (scene, old, inputs) => ({
    outputs: { ...common(scene, inputs), vpcId: old.properties["vpcId"] ?? "" },
  }),
};
