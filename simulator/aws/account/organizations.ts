import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectsAt, textAt, textsAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { common, here, kinds } from "../common.js";
import { arn } from "../ids.js";
import { accountKinds, oneThere, there } from "./kinds.js";

const refuse = (operation: string, code: string, text: string) =>
  apiError("Organizations", operation, code, text);

/** Characters of a policy, by its type. */
const longest: Readonly<Record<string, number>> = {
  SERVICE_CONTROL_POLICY: 5_120,
  RESOURCE_CONTROL_POLICY: 5_120,
  DECLARATIVE_POLICY_EC2: 10_000,
};

/** Policies of one type that a root, a unit or an account has room for. */
const mostAttached = 5;

function organizationOf(scene: Scene, operation: string): WorldObject {
  const [found] = here(scene, kinds.organization);
  if (found === undefined) {
    const text = "You don't have permissions to access this resource.";
    throw refuse(operation, "AccessDeniedException", text);
  }
  return found;
}

/** The organization is there once; it is adopted and its features are switched. */
export const organization: ResourceBehaviour = {
  create: (scene) => {
    if (here(scene, kinds.organization).length > 0) {
      const text = "The AWS account is already a member of an organization.";
      throw refuse("CreateOrganization", "AlreadyInOrganizationException", text);
    }
    throw refuse("CreateOrganization", "ConstraintViolationException", "not simulated");
  },
  update: () => ({ outputs: { accounts: [], nonMasterAccounts: [] } }),
  read: (_scene, { properties }) => ({ ...properties, accounts: [], nonMasterAccounts: [] }),
};

/** What the accounts of an organization may do; its type is switched on before. */
export const organizationPolicy: ResourceBehaviour = {
  create: (scene, inputs) => {
    const own = organizationOf(scene, "CreatePolicy");
    const [name, type] = [
      textAt(inputs, "name"),
      textAt(inputs, "type") ?? "SERVICE_CONTROL_POLICY",
    ];
    if (!textsAt(own.properties, "enabledPolicyTypes").includes(type)) {
      const text = `The policy type ${type} is not enabled.`;
      throw refuse("CreatePolicy", "PolicyTypeNotAvailableForOrganizationException", text);
    }
    const twins = there(scene, accountKinds.organizationPolicy);
    if (
      twins.some(({ properties }) => properties["name"] === name && properties["type"] === type)
    ) {
      throw refuse("CreatePolicy", "DuplicatePolicyException", `A policy ${name} already exists.`);
    }
    refuseLong(inputs, type);
    const id = `p-${scene.world.next().toString(36).padStart(8, "0")}`;
    return { id, outputs: outputs(scene, inputs, id) };
  },
  update: (scene, old, inputs) => {
    refuseLong(inputs, textAt(inputs, "type") ?? "SERVICE_CONTROL_POLICY");
    return { outputs: outputs(scene, inputs, old.id) };
  },
  remove: (scene, { id }) => {
    const attached = there(scene, accountKinds.organizationPolicyAttachment);
    if (attached.some(({ properties }) => properties["policyId"] === id)) {
      throw refuse("DeletePolicy", "PolicyInUseException", `The policy ${id} is attached.`);
    }
    return undefined;
  },
};

function refuseLong(inputs: JsonObject, type: string): void {
  const content = textAt(inputs, "content") ?? "";
  if (!content.startsWith("{")) {
    const text = "The provided policy document does not meet the requirements.";
    throw refuse("CreatePolicy", "MalformedPolicyDocumentException", text);
  }
  if (content.length > (longest[type] ?? Number.POSITIVE_INFINITY)) {
    const text = `The policy is longer than ${longest[type]} characters.`;
    throw refuse("CreatePolicy", "ConstraintViolationException", text);
  }
}

function outputs(scene: Scene, inputs: JsonObject, id: string): JsonObject {
  return { ...common(scene, inputs), arn: arn(scene.place, "organizations", `policy/${id}`) };
}

/** Where a policy holds. */
export const policyAttachment: ResourceBehaviour = {
  create: (scene, inputs) => {
    const own = organizationOf(scene, "AttachPolicy");
    const [policyId, targetId] = [textAt(inputs, "policyId"), textAt(inputs, "targetId") ?? ""];
    if (oneThere(scene, accountKinds.organizationPolicy, policyId) === undefined) {
      throw refuse("AttachPolicy", "PolicyNotFoundException", `There is no policy ${policyId}.`);
    }
    const roots = objectsAt(own.properties, "roots").map((root) => textAt(root, "id"));
    const accounts = scene.world.all("aws", kinds.account).map(({ id }) => id);
    if (!roots.includes(targetId) && !accounts.includes(targetId)) {
      throw refuse("AttachPolicy", "TargetNotFoundException", `There is no target ${targetId}.`);
    }
    const attached = there(scene, accountKinds.organizationPolicyAttachment).filter(
      ({ properties }) => properties["targetId"] === targetId,
    );
    const same = attached.filter(
      ({ properties }) => typeOf(scene, properties) === typeOf(scene, inputs),
    );
    if (same.length >= mostAttached) {
      const text = `You have attached the maximum number of policies to ${targetId}.`;
      throw refuse("AttachPolicy", "ConstraintViolationException", text);
    }
    const id = `${targetId}:${policyId}`;
    if (attached.some((one) => one.id === id)) {
      throw refuse("AttachPolicy", "DuplicatePolicyAttachmentException", `${id} exists already.`);
    }
    return { id, outputs: {} };
  },
};

function typeOf(scene: Scene, properties: JsonObject): string | undefined {
  const policy = oneThere(scene, accountKinds.organizationPolicy, textAt(properties, "policyId"));
  return policy && textAt(policy.properties, "type");
}

/** An account that looks after a service for the whole organization; never the one that owns it. */
export const delegation: ResourceBehaviour = {
  create: (scene, inputs) => {
    const operation = "RegisterDelegatedAdministrator";
    const own = organizationOf(scene, operation);
    const accountId = textAt(inputs, "accountId") ?? "";
    refuseStrayDelegate(scene, own, operation, accountId);
    const service = textAt(inputs, "servicePrincipal") ?? "";
    refuseUntrusted(own, operation, service);
    return { id: `${accountId}/${service}`, outputs: delegateOf(scene, accountId) };
  },
};

/** The administrator of a detection service for the organization, in one region. */
export const organizationAdmin = (
  kind: typeof accountKinds.adminGuardDuty | typeof accountKinds.adminSecurityHub,
): ResourceBehaviour => ({
  create: (scene, inputs) => {
    const everywhere = { ...scene, place: { ...scene.place, region: "global" } };
    const operation = "EnableOrganizationAdminAccount";
    const own = organizationOf(everywhere, operation);
    const id = textAt(inputs, "adminAccountId") ?? "";
    refuseStrayDelegate(scene, own, operation, id);
    refuseUntrusted(own, operation, detectionServices[kind]);
    if (there(scene, kind).length > 0) {
      const text = "An account is already enabled as the delegated administrator.";
      throw refuse(operation, "BadRequestException", text);
    }
    return { id, outputs: { region: scene.place.region } };
  },
});

const detectionServices = {
  [accountKinds.adminGuardDuty]: "guardduty.amazonaws.com",
  [accountKinds.adminSecurityHub]: "securityhub.amazonaws.com",
} as const;

function refuseUntrusted(own: WorldObject, operation: string, service: string): void {
  if (!textsAt(own.properties, "awsServiceAccessPrincipals").includes(service)) {
    const text = `You must enable trusted access for ${service}.`;
    throw refuse(operation, "ConstraintViolationException", text);
  }
}

function refuseStrayDelegate(scene: Scene, own: WorldObject, operation: string, id: string): void {
  if (id === textAt(own.properties, "masterAccountId")) {
    const text = "You cannot register the management account as a delegated administrator.";
    throw refuse(operation, "ConstraintViolationException", text);
  }
  if (scene.world.all("aws", kinds.account, `${id}/global`).length === 0) {
    throw refuse(operation, "AccountNotFoundException", `There is no account ${id}.`);
  }
}

const getPolicies: FunctionBehaviour = (scene, args) => {
  const type = textAt(args, "filter") ?? "";
  const found = there(scene, accountKinds.organizationPolicy).filter(
    ({ properties }) => properties["type"] === type,
  );
  return { id: type, filter: type, ids: found.map(({ id }) => id) };
};

const getPolicy: FunctionBehaviour = (scene, args) => {
  const policyId = textAt(args, "policyId") ?? "";
  const found = oneThere(scene, accountKinds.organizationPolicy, policyId);
  if (found === undefined) {
    throw refuse("DescribePolicy", "PolicyNotFoundException", `There is no policy ${policyId}.`);
  }
  const { arn: policyArn = "", content = "", name = "", type = "" } = found.properties;
  const told = { arn: policyArn, awsManaged: false, content, description: "", name, type };
  return { id: policyId, policyId, ...told };
};

const getPoliciesForTarget: FunctionBehaviour = (scene, args) => {
  const targetId = textAt(args, "targetId") ?? "";
  const type = textAt(args, "filter") ?? "";
  const attached = there(scene, accountKinds.organizationPolicyAttachment).filter(
    ({ properties }) => properties["targetId"] === targetId && typeOf(scene, properties) === type,
  );
  const ids = attached.map(({ properties }) => textAt(properties, "policyId") ?? "");
  return { id: targetId, targetId, filter: type, ids };
};

const getDelegatedAdministrators: FunctionBehaviour = (scene, args) => {
  const service = textAt(args, "servicePrincipal") ?? "";
  const named = there(scene, accountKinds.delegation)
    .filter(({ properties }) => properties["servicePrincipal"] === service)
    .map(({ properties }) => textAt(properties, "accountId") ?? "");
  const ids = new Set([...named, ...administratorsOf(scene, service)]);
  return {
    id: scene.place.owner,
    delegatedAdministrators: [...ids].map((id) => ({ id, ...delegateOf(scene, id) })),
  };
};

/** Accounts that look after a detection service in some region: the organization knows them too. */
function administratorsOf({ world, place }: Scene, service: string): string[] {
  return Object.entries(detectionServices)
    .filter(([, one]) => one === service)
    .flatMap(([kind]) => world.all("aws", kind))
    .filter((one) => one.place.startsWith(`${place.owner}/`))
    .map(({ id }) => id);
}

/** What the organization tells of an account that looks after a service. */
function delegateOf({ world }: Scene, id: string): JsonObject {
  const [account] = world.all("aws", kinds.account, `${id}/global`);
  return {
    arn: account?.properties["arn"] ?? "",
    delegationEnabledDate: world.now(),
    email: account?.properties["email"] ?? "",
    joinedMethod: "CREATED",
    joinedTimestamp: world.now(),
    name: account?.properties["name"] ?? "",
    status: "ACTIVE",
  };
}

/** What programs ask about an organization's policies. */
export const organizationFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:organizations/getDelegatedAdministrators:getDelegatedAdministrators":
    getDelegatedAdministrators,
  "aws:organizations/getPolicies:getPolicies": getPolicies,
  "aws:organizations/getPoliciesForTarget:getPoliciesForTarget": getPoliciesForTarget,
  "aws:organizations/getPolicy:getPolicy": getPolicy,
};
