import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { flagAt, type JsonObject, numberAt, textAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { apiError } from "./apiError.js";
import { common, here, kinds } from "./common.js";
import { arn } from "./ids.js";

const pending = "PendingDeletion";

/** The key behind an id, an ARN, an alias or an alias' ARN, when the account may see it. */
function findKey(scene: Scene, operation: string, keyId: string): WorldObject {
  const [, , , region, owner] = keyId.startsWith("arn:") ? keyId.split(":") : [];
  const there: Scene = {
    ...scene,
    place: { ...scene.place, ...(region && { region }), ...(owner && { owner }) },
  };
  const name = keyId.startsWith("arn:") ? keyId.split(":").slice(5).join(":") : keyId;
  const id = name.startsWith("alias/") ? aliasTarget(there, name) : name.replace(/^key\//, "");
  const key = here(there, kinds.key).find((candidate) => candidate.id === id);
  if (owner !== undefined && owner !== scene.place.owner && !mayUse(scene, key)) {
    const text = `The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access: ${keyId}`;
    throw apiError("KMS", operation, "AccessDeniedException", text);
  }
  if (key === undefined) {
    const what = name.startsWith("alias/") ? "Alias" : "Key";
    throw apiError("KMS", operation, "NotFoundException", `${what} '${keyId}' does not exist`);
  }
  return key;
}

function aliasTarget(scene: Scene, name: string): string | undefined {
  const alias = here(scene, kinds.alias).find((candidate) => candidate.id === name);
  return alias && textAt(alias.properties, "targetKeyId");
}

/** Another account may use a key whose policy names it or its organization. */
function mayUse({ world, place }: Scene, key: WorldObject | undefined): boolean {
  const policy = (key && textAt(key.properties, "policy")) ?? "";
  const [account] = world.all("aws", kinds.account, `${place.owner}/global`);
  const organization = account && textAt(account.properties, "organizationId");
  return policy.includes(place.owner) || (!!organization && policy.includes(organization));
}

/** The ARN of a key that a volume can be encrypted with. */
export function usableKey(scene: Scene, keyId: string): string {
  const key = findKey(scene, "GenerateDataKeyWithoutPlaintext", keyId);
  if (key.properties["isEnabled"] === false || key.properties["keyState"] === pending) {
    const text = `${keyId} is not in a valid state for this operation`;
    throw apiError("KMS", "CreateGrant", "KMSInvalidStateException", text);
  }
  return textAt(key.properties, "arn") ?? keyId;
}

function defaultPolicy({ place }: Scene): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${place.owner}:root` },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  });
}

function refuseBadPolicy(inputs: JsonObject): void {
  const policy = textAt(inputs, "policy");
  if (policy !== undefined && !policy.includes('"Statement"')) {
    const text = "The new key policy is not valid: it has no Statement.";
    throw apiError("KMS", "PutKeyPolicy", "MalformedPolicyDocumentException", text);
  }
}

/** A KMS key: deleting it only schedules the deletion. */
export const key: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseBadPolicy(inputs);
    const id = uuidOf(scene.world.next());
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "kms", `key/${id}`),
        description: textAt(inputs, "description") ?? "",
        keyId: id,
        keyState: "Enabled",
        multiRegion: flagAt(inputs, "multiRegion"),
        policy: textAt(inputs, "policy") ?? defaultPolicy(scene),
        rotationPeriodInDays: numberAt(inputs, "rotationPeriodInDays") ?? 0,
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseBadPolicy(inputs);
    return { outputs: common(scene, inputs) };
  },
  read: (_scene, { properties }) => (properties["keyState"] === pending ? undefined : properties),
  remove: (_scene, old) => ({ ...old, properties: { ...old.properties, keyState: pending } }),
};

function targetOf(scene: Scene, inputs: JsonObject): WorldObject {
  return findKey(scene, "CreateAlias", textAt(inputs, "targetKeyId") ?? "");
}

/** A name of a key; it exists once in an account and region. */
export const alias: ResourceBehaviour = {
  create: (scene, inputs) => {
    const target = targetOf(scene, inputs);
    const id = textAt(inputs, "name") ?? "";
    if (here(scene, kinds.alias).some((other) => other.id === id)) {
      const text = `An alias with the name ${arn(scene.place, "kms", id)} already exists`;
      throw apiError("KMS", "CreateAlias", "AlreadyExistsException", text);
    }
    return { id, outputs: aliasOutputs(scene, id, target) };
  },
  update: (scene, old, inputs) => ({
    outputs: aliasOutputs(scene, old.id, targetOf(scene, inputs)),
  }),
};

function aliasOutputs(scene: Scene, id: string, target: WorldObject): JsonObject {
  return {
    arn: arn(scene.place, "kms", id),
    namePrefix: "",
    region: scene.place.region,
    targetKeyArn: target.properties["arn"] ?? "",
    targetKeyId: target.id,
  };
}

const getKey: FunctionBehaviour = (scene, args) => {
  const found = findKey(scene, "DescribeKey", textAt(args, "keyId") ?? "");
  const { properties } = found;
  const enabled = properties["isEnabled"] !== false;
  const state = textAt(properties, "keyState");
  return {
    arn: properties["arn"] ?? "",
    awsAccountId: found.place.split("/")[0] ?? "",
    cloudHsmClusterId: "",
    creationDate: "2026-01-01T00:00:00Z",
    customKeyStoreId: "",
    customerMasterKeySpec: textAt(properties, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT",
    deletionDate: "",
    description: properties["description"] ?? "",
    enabled: enabled && state !== pending,
    expirationModel: "",
    id: found.id,
    keyManager: "CUSTOMER",
    keySpec: textAt(properties, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT",
    keyState: state === pending ? pending : enabled ? "Enabled" : "Disabled",
    keyUsage: textAt(properties, "keyUsage") ?? "ENCRYPT_DECRYPT",
    multiRegion: flagAt(properties, "multiRegion"),
    multiRegionConfigurations: [],
    origin: "AWS_KMS",
    pendingDeletionWindowInDays: 0,
    region: found.place.split("/")[1] ?? "",
    validTo: "",
    xksKeyConfigurations: [],
  };
};

const getAlias: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "name") ?? "";
  const found = here(scene, kinds.alias).find(({ id }) => id === name);
  if (found === undefined) {
    throw apiError(
      "KMS",
      "ListAliases",
      "NotFoundException",
      `reading KMS Alias (${name}): empty result`,
    );
  }
  const { arn: aliasArn = "", targetKeyArn = "", targetKeyId = "" } = found.properties;
  return { arn: aliasArn, id: aliasArn, region: scene.place.region, targetKeyArn, targetKeyId };
};

export const kmsFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:kms/getAlias:getAlias": getAlias,
  "aws:kms/getKey:getKey": getKey,
};
