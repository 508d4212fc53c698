import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../core/json.js";
import { linkedRole } from "./account/identity.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";

type Named = typeof kinds.role | typeof kinds.instanceProfile;

function refuseTwin(scene: Scene, kind: Named, what: string, name: string): void {
  if (one(scene, kind, name)) {
    const text = `${what} with name ${name} already exists.`;
    throw apiError("IAM", `Create${what.replace(" ", "")}`, "EntityAlreadyExists", text);
  }
}

function requireRole(scene: Scene, operation: string, name: string | undefined): void {
  if (name !== undefined && one(scene, kinds.role, name) === undefined) {
    const text = `The role with name ${name} cannot be found.`;
    throw apiError("IAM", operation, "NoSuchEntity", text);
  }
}

function identity(scene: Scene, inputs: JsonObject, kind: string): JsonObject {
  const [path, name] = [textAt(inputs, "path") ?? "/", textAt(inputs, "name") ?? ""];
  return {
    ...common(scene, inputs),
    arn: arn(scene.place, "iam", `${kind}${path}${name}`),
    createDate: scene.world.now(),
    namePrefix: textAt(inputs, "namePrefix") ?? "",
    uniqueId: freshId(scene, "A").toUpperCase(),
  };
}

function policiesOf(scene: Scene, role: string): WorldObject[] {
  return here(scene, kinds.policyAttachment).filter(
    ({ properties }) => properties["role"] === role,
  );
}

/** An IAM role: its name exists once in an account, and it stays while something uses it. */
export const role: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "name") ?? "";
    refuseTwin(scene, kinds.role, "Role", id);
    if (!(textAt(inputs, "assumeRolePolicy") ?? "").includes('"Statement"')) {
      const text = "This policy contains invalid Json";
      throw apiError("IAM", "CreateRole", "MalformedPolicyDocument", text);
    }
    return {
      id,
      outputs: {
        ...identity(scene, inputs, "role"),
        inlinePolicies: inputs["inlinePolicies"] ?? [],
        managedPolicyArns: inputs["managedPolicyArns"] ?? [],
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
  remove: (scene, { id }) => {
    const refuse = (text: string) => apiError("IAM", "DeleteRole", "DeleteConflict", text);
    if (policiesOf(scene, id).length > 0) {
      throw refuse("Cannot delete entity, must detach all policies first.");
    }
    if (here(scene, kinds.instanceProfile).some(({ properties }) => properties["role"] === id)) {
      throw refuse("Cannot delete entity, must remove roles from instance profile first.");
    }
    return undefined;
  },
};

/** A managed policy on a role. */
export const rolePolicyAttachment: ResourceBehaviour = {
  create: (scene, inputs) => {
    const [name, policy] = [textAt(inputs, "role") ?? "", textAt(inputs, "policyArn") ?? ""];
    requireRole(scene, "AttachRolePolicy", name);
    if (!/^arn:aws:iam::aws:policy\/[\w+=,.@/-]+$/.test(policy)) {
      const text = `Policy ${policy} does not exist or is not attachable.`;
      throw apiError("IAM", "AttachRolePolicy", "NoSuchEntity", text);
    }
    return { id: `${name}/${policy}`, outputs: {} };
  },
};

/** What an instance carries a role in. */
export const instanceProfile: ResourceBehaviour = {
  create: (scene, inputs) => {
    const id = textAt(inputs, "name") ?? "";
    refuseTwin(scene, kinds.instanceProfile, "Instance Profile", id);
    requireRole(scene, "AddRoleToInstanceProfile", textAt(inputs, "role"));
    return { id, outputs: identity(scene, inputs, "instance-profile") };
  },
  update: (scene, _old, inputs) => {
    requireRole(scene, "AddRoleToInstanceProfile", textAt(inputs, "role"));
    return { outputs: common(scene, inputs) };
  },
};

const getRole: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name") ?? "";
  const { id, properties } = linkedRole(scene, name) ?? named(scene, kinds.role, "GetRole", name);
  return {
    id,
    name,
    arn: properties["arn"] ?? "",
    assumeRolePolicy: properties["assumeRolePolicy"] ?? "",
    createDate: properties["createDate"] ?? "",
    description: textAt(properties, "description") ?? "",
    maxSessionDuration: properties["maxSessionDuration"] ?? 0,
    path: textAt(properties, "path") ?? "/",
    permissionsBoundary: textAt(properties, "permissionsBoundary") ?? "",
    roleLastUseds: [],
    tags: objectAt(properties, "tags"),
    uniqueId: properties["uniqueId"] ?? "",
  };
};

const getInstanceProfile: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name") ?? "";
  const { id, properties } = named(scene, kinds.instanceProfile, "GetInstanceProfile", name);
  const role = one(scene, kinds.role, textAt(properties, "role"));
  return {
    id,
    name: id,
    arn: properties["arn"] ?? "",
    createDate: properties["createDate"] ?? "",
    path: textAt(properties, "path") ?? "/",
    roleArn: role?.properties["arn"] ?? "",
    roleId: role?.properties["uniqueId"] ?? "",
    roleName: role?.id ?? "",
  };
};

function named(scene: Scene, kind: Named, operation: string, name: string): WorldObject {
  const found = one(scene, kind, name);
  if (found === undefined) {
    const text = `${name} cannot be found.`;
    throw apiError("IAM", operation, "NoSuchEntity", text);
  }
  return found;
}

/** What programs ask about roles and profiles by name. */
export const iamFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:iam/getInstanceProfile:getInstanceProfile": getInstanceProfile,
  "aws:iam/getRole:getRole": getRole,
};
