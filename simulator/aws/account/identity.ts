import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectAt, textAt } from "../../core/json.js";
import { uuidOf } from "../../core/numbers.js";
import { apiError } from "../apiError.js";
import { common, here, kinds, one } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, oneThere, there } from "./kinds.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("IAM", operation, code, text);

function missing(operation: string, what: string) {
  return refuse(operation, "NoSuchEntity", `${what} cannot be found.`);
}

/** What the name of a service's role begins with, for those services that we ask for. */
const linked: Readonly<Record<string, string>> = {
  "config.amazonaws.com": "AWSServiceRoleForConfig",
};

/** The role of a service: it exists once in an account, and the service decides what it may do. */
export const serviceLinkedRole: ResourceBehaviour = {
  create: (scene, inputs) => {
    const service = textAt(inputs, "awsServiceName") ?? "";
    const name = linked[service];
    if (name === undefined) {
      const text = `Service role for ${service} is not supported.`;
      throw refuse("CreateServiceLinkedRole", "InvalidInput", text);
    }
    const path = `/aws-service-role/${service}/`;
    const id = arn(scene.place, "iam", `role${path}${name}`);
    if (there(scene, accountKinds.serviceLinkedRole).some((other) => other.id === id)) {
      const text = `Service role name ${name} has been taken in this account, please try a different suffix.`;
      throw refuse("CreateServiceLinkedRole", "InvalidInput", text);
    }
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        ...{ arn: id, name, path },
        createDate: scene.world.now(),
        uniqueId: `AROA${scene.world.next()}`,
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
};

/** The role of a service as a look-up tells of it. */
export function linkedRole(scene: Scene, name: string): WorldObject | undefined {
  return there(scene, accountKinds.serviceLinkedRole).find(
    ({ properties }) => properties["name"] === name,
  );
}

/** A managed policy: its name exists once in an account. */
export const policy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const name = textAt(inputs, "name") ?? "";
    const id = arn(scene.place, "iam", `policy${textAt(inputs, "path") ?? "/"}${name}`);
    if (oneThere(scene, accountKinds.policy, id)) {
      throw refuse(
        "CreatePolicy",
        "EntityAlreadyExists",
        `A policy called ${name} already exists.`,
      );
    }
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: id,
        attachmentCount: 0,
        namePrefix: "",
        policyId: `ANPA${scene.world.next()}`,
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
};

/** A policy in a role: put again under its name, it is the same one. */
export const rolePolicy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const role = textAt(inputs, "role") ?? "";
    if (one(scene, kinds.role, role) === undefined) {
      throw missing("PutRolePolicy", `The role with name ${role}`);
    }
    return { id: `${role}:${textAt(inputs, "name")}`, outputs: { namePrefix: "" } };
  },
  update: () => ({ outputs: {} }),
};

/** Who tells who somebody is; each address or name exists once in an account. */
function provider(
  kind: typeof accountKinds.oidcProvider | typeof accountKinds.samlProvider,
  nameOf: (inputs: JsonObject) => string,
  outputs: (scene: Scene, inputs: JsonObject) => JsonObject,
): ResourceBehaviour {
  const what = kind === accountKinds.oidcProvider ? "oidc-provider" : "saml-provider";
  return {
    create: (scene, inputs) => {
      const id = arn(scene.place, "iam", `${what}/${nameOf(inputs)}`);
      if (oneThere(scene, kind, id)) {
        throw refuse(
          "CreateProvider",
          "EntityAlreadyExists",
          `Provider with ${id} already exists.`,
        );
      }
      return { id, outputs: { ...common(scene, inputs), arn: id, ...outputs(scene, inputs) } };
    },
    update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
  };
}

export const oidcProvider = provider(
  accountKinds.oidcProvider,
  (inputs) => (textAt(inputs, "url") ?? "").replace(/^https:\/\//, ""),
  (_scene, inputs) => ({ thumbprintLists: inputs["thumbprintLists"] ?? [] }),
);

export const samlProvider = provider(
  accountKinds.samlProvider,
  (inputs) => textAt(inputs, "name") ?? "",
  (scene) => ({
    samlProviderUuid: uuidOf(scene.world.next()),
    validUntil: "2126-01-01T00:00:00Z",
  }),
);

const getRoles: FunctionBehaviour = (scene, args) => {
  const pattern = new RegExp(textAt(args, "nameRegex") ?? "");
  const found = here(scene, kinds.role).filter(({ id }) => pattern.test(id));
  return {
    id: scene.place.owner,
    names: found.map(({ id }) => id),
    arns: found.map(({ properties }) => textAt(properties, "arn") ?? ""),
  };
};

const getPolicy: FunctionBehaviour = (scene, args) => {
  const asked = textAt(args, "arn");
  const found = there(scene, accountKinds.policy).find(
    ({ id, properties }) => id === asked || properties["name"] === args["name"],
  );
  if (found === undefined) {
    throw missing("GetPolicy", `Policy ${asked ?? textAt(args, "name")}`);
  }
  const { properties } = found;
  return {
    id: found.id,
    arn: found.id,
    attachmentCount: 0,
    description: textAt(properties, "description") ?? "",
    name: properties["name"] ?? "",
    path: textAt(properties, "path") ?? "/",
    policy: properties["policy"] ?? "",
    policyId: properties["policyId"] ?? "",
    tags: objectAt(properties, "tags"),
  };
};

const getOpenIdConnectProvider: FunctionBehaviour = (scene, args) => {
  const found = oneThere(scene, accountKinds.oidcProvider, textAt(args, "arn"));
  if (found === undefined) {
    throw missing("GetOpenIDConnectProvider", `OpenIDConnect Provider ${textAt(args, "arn")}`);
  }
  const { clientIdLists = [], thumbprintLists = [], url = "" } = found.properties;
  return {
    ...{ id: found.id, arn: found.id, clientIdLists, thumbprintLists, url },
    tags: objectAt(found.properties, "tags"),
  };
};

const getSamlProvider: FunctionBehaviour = (scene, args) => {
  const found = oneThere(scene, accountKinds.samlProvider, textAt(args, "arn"));
  if (found === undefined) {
    throw missing("GetSAMLProvider", `Manifest ${textAt(args, "arn")}`);
  }
  const {
    name = "",
    samlMetadataDocument = "",
    samlProviderUuid = "",
    validUntil = "",
  } = found.properties;
  return {
    ...{ id: found.id, arn: found.id, name, samlMetadataDocument, samlProviderUuid, validUntil },
    createDate: scene.world.now(),
    tags: objectAt(found.properties, "tags"),
  };
};

/** What programs ask about identities. */
export const identityLooks: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider": getOpenIdConnectProvider,
  "aws:iam/getPolicy:getPolicy": getPolicy,
  "aws:iam/getRoles:getRoles": getRoles,
  "aws:iam/getSamlProvider:getSamlProvider": getSamlProvider,
};
