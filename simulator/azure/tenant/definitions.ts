import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { type JsonObject, objectAt, objectsAt, shown, textAt, textsAt } from "../../core/json.js";
import { builtIns } from "../../data/azureBuiltIns.js";
import { apiError } from "../apiError.js";
import { groupId, inTenant, oneInTenant, refuseTwin, tenantKinds, told } from "./kinds.js";

/** What has to be known of a policy or an initiative to assign it. */
export interface Assignable {
  readonly id: string;
  /** Its parameters; true where one has no default. */
  readonly parameters: Readonly<Record<string, boolean>>;
  /** GUIDs of the roles that its identity needs; none where it changes nothing. */
  readonly roles: readonly string[];
  /** What an initiative calls its policies. */
  readonly members: readonly string[];
  /** The group at which it was defined; Azure's own are known everywhere. */
  readonly home?: string | undefined;
}

/** The policy or initiative of a resource id. */
export function assignable(scene: Scene, id: string | undefined): Assignable | undefined {
  const builtIn = builtIns.find((one) => one.id.toLowerCase() === id?.toLowerCase());
  const definition = oneInTenant(scene, tenantKinds.definition, id);
  const set = oneInTenant(scene, tenantKinds.set, id);
  return builtIn ?? (definition && ofDefinition(definition)) ?? (set && ofSet(scene, set));
}

function ofDefinition({ id, properties }: WorldObject): Assignable {
  const details = objectAt(objectAt(objectAt(properties, "policyRule"), "then"), "details");
  return {
    ...{ id, members: [], home: homeOf(properties) },
    parameters: parametersOf(properties),
    roles: textsAt(details, "roleDefinitionIds").map(lastOf),
  };
}

function ofSet(scene: Scene, { id, properties }: WorldObject): Assignable {
  const members = objectsAt(properties, "policyDefinitions");
  const policies = members.map((one) => assignable(scene, textAt(one, "policyDefinitionId")));
  return {
    ...{ id, home: homeOf(properties), parameters: parametersOf(properties) },
    roles: [...new Set(policies.flatMap((one) => one?.roles ?? []))],
    members: members.map((one) => textAt(one, "policyDefinitionReferenceId") ?? ""),
  };
}

function homeOf(properties: JsonObject): string {
  return groupId(textAt(properties, "managementGroupId") ?? "");
}

function parametersOf(properties: JsonObject): Record<string, boolean> {
  const given = objectAt(properties, "parameters");
  return Object.fromEntries(
    Object.keys(given).map((key) => [key, !("defaultValue" in objectAt(given, key))]),
  );
}

/** The GUID at the end of a resource id. */
export function lastOf(id: string): string {
  return (id.split("/").at(-1) ?? "").toLowerCase();
}

const effects = new Set([
  ...["addtonetworkgroup", "append", "audit", "auditaction", "auditifnotexists", "deny"],
  ...["denyaction", "deployifnotexists", "disabled", "manual", "modify", "mutate"],
]);

function refuseBadRule(inputs: JsonObject): void {
  const rule = objectAt(inputs, "policyRule");
  const effect = shown(objectAt(rule, "then")["effect"]);
  const isParameter = /^\[parameters\('.+'\)\]$/.test(effect);
  if (rule["if"] === undefined || !(isParameter || effects.has(effect.toLowerCase()))) {
    const text = "The policy rule must have an 'if' and a 'then' with an effect.";
    throw apiError(400, "InvalidPolicyRule", text);
  }
}

function born(
  scene: Scene,
  inputs: JsonObject,
  what: { readonly kind: "definition" | "set"; readonly type: string; readonly name: string },
) {
  const group = groupId(textAt(inputs, "managementGroupId") ?? "");
  if (oneInTenant(scene, tenantKinds.group, group) === undefined) {
    throw apiError(404, "ManagementGroupNotFound", `The group '${group}' could not be found.`);
  }
  const name = textAt(inputs, what.name) ?? "";
  const id = `${group}/providers/Microsoft.Authorization/${what.type}/${name}`;
  refuseTwin(scene, tenantKinds[what.kind], id);
  return { id, outputs: told(`Microsoft.Authorization/${what.type}`, name) };
}

function refuseInUse(scene: Scene, id: string): void {
  const assigned = inTenant(scene, tenantKinds.assignment).some(
    ({ properties }) => properties["policyDefinitionId"] === id,
  );
  const included = inTenant(scene, tenantKinds.set).some(({ properties }) =>
    objectsAt(properties, "policyDefinitions").some((one) => one["policyDefinitionId"] === id),
  );
  if (assigned || included) {
    const text = `The definition '${id}' is assigned or part of an initiative and cannot be deleted.`;
    throw apiError(400, "PolicyDefinitionInUse", text);
  }
}

/** A policy of the tenant's own, known at its group and below. */
export const definition: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseBadRule(inputs);
    const type = "policyDefinitions";
    return born(scene, inputs, { kind: "definition", type, name: "policyDefinitionName" });
  },
  update: (_scene, _old, inputs) => {
    refuseBadRule(inputs);
    return { outputs: {} };
  },
  remove: (scene, { id }) => {
    refuseInUse(scene, id);
    return undefined;
  },
};

function refuseStrayMembers(scene: Scene, inputs: JsonObject): void {
  const members = objectsAt(inputs, "policyDefinitions");
  if (members.length === 0) {
    const text = "The policy set definition must have at least one policy definition.";
    throw apiError(400, "InvalidPolicySetDefinition", text);
  }
  for (const member of members) {
    const id = textAt(member, "policyDefinitionId") ?? "";
    if (assignable(scene, id) === undefined) {
      throw apiError(
        404,
        "PolicyDefinitionNotFound",
        `The policy definition '${id}' could not be found.`,
      );
    }
  }
}

/** An initiative: policies that are there already, under names of its own. */
export const set: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseStrayMembers(scene, inputs);
    const type = "policySetDefinitions";
    return born(scene, inputs, { kind: "set", type, name: "policySetDefinitionName" });
  },
  update: (scene, _old, inputs) => {
    refuseStrayMembers(scene, inputs);
    return { outputs: {} };
  },
  remove: (scene, { id }) => {
    refuseInUse(scene, id);
    return undefined;
  },
};
