import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, objectAt, shown, textAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { type Assignable, assignable, lastOf } from "./definitions.js";
import {
  groupId,
  inTenant,
  isWithin,
  oneInTenant,
  refuseStrayScope,
  refuseTwin,
  scopeIn,
  tenantKinds,
  told,
} from "./kinds.js";

/** Characters of an assignment's name at a management group, and elsewhere. */
const longest = { group: 24, other: 64 };

function refuseBadAssignment(scene: Scene, inputs: JsonObject): Assignable {
  const scope = textAt(inputs, "scope") ?? "";
  const id = textAt(inputs, "policyDefinitionId") ?? "";
  const found = assignable(scene, id);
  if (found === undefined || (found.home !== undefined && !isWithin(scene, scope, found.home))) {
    throw apiError(
      404,
      "PolicyDefinitionNotFound",
      `The policy definition '${id}' could not be found.`,
    );
  }
  refuseBadParameters(found, objectAt(inputs, "parameters"));
  const identity = textAt(objectAt(inputs, "identity"), "type") ?? "None";
  if (found.roles.length > 0 && identity === "None") {
    const text =
      "The policy assignment needs a managed identity, because its policy changes resources.";
    throw apiError(400, "ResourceIdentityRequired", text);
  }
  if (identity !== "None" && textAt(inputs, "location") === undefined) {
    const text = "The location property is required for a policy assignment with an identity.";
    throw apiError(400, "LocationRequired", text);
  }
  return found;
}

function refuseBadParameters({ parameters }: Assignable, given: JsonObject): void {
  const strange = Object.keys(given).find((key) => !(key in parameters));
  if (strange !== undefined) {
    const text = `The policy assignment has the parameter '${strange}', which is not defined.`;
    throw apiError(400, "UndefinedPolicyParameter", text);
  }
  const missing = Object.keys(parameters).find((key) => parameters[key] && !(key in given));
  if (missing !== undefined) {
    const text = `The policy assignment lacks the parameter '${missing}'.`;
    throw apiError(400, "MissingPolicyParameter", text);
  }
}

/** A policy where it holds; with an identity of its own where it changes something. */
export const assignment: ResourceBehaviour = {
  create: (scene, inputs) => {
    const scope = textAt(inputs, "scope") ?? "";
    const name = textAt(inputs, "policyAssignmentName") ?? "";
    refuseStrayScope(scene, scope);
    const most = scope.includes("/managementGroups/") ? longest.group : longest.other;
    if (name.length > most) {
      const text = `The policy assignment name '${name}' is longer than ${most} characters.`;
      throw apiError(400, "InvalidPolicyAssignmentName", text);
    }
    const id = `${scope}/providers/Microsoft.Authorization/policyAssignments/${name}`;
    refuseTwin(scene, tenantKinds.assignment, id);
    refuseBadAssignment(scene, inputs);
    return {
      id,
      outputs: {
        ...told("Microsoft.Authorization/policyAssignments", name),
        ...{ effectiveDefinitionVersion: "1.0.0", latestDefinitionVersion: "1.0.0" },
        instanceId: guid(scene),
        ...identityOf(scene, inputs, {}),
      },
    };
  },
  update: (scene, old, inputs) => {
    refuseBadAssignment(scene, inputs);
    return { outputs: identityOf(scene, inputs, objectAt(old.properties, "identity")) };
  },
};

function identityOf(scene: Scene, inputs: JsonObject, before: JsonObject): JsonObject {
  const identity = objectAt(inputs, "identity");
  return identity["type"] === undefined || identity["type"] === "None"
    ? {}
    : {
        identity: {
          ...identity,
          principalId: textAt(before, "principalId") ?? guid(scene),
          tenantId: "",
        },
      };
}

function guid(scene: Scene): string {
  return `9a9a9a9a-0000-4000-8000-${scene.world.next().toString(16).padStart(12, "0")}`;
}

/** A right at a scope; who just came into being is found only where its kind is told. */
export const roleAssignment: ResourceBehaviour = {
  create: (scene, inputs) => {
    const scope = scopeIn(inputs);
    const name = textAt(inputs, "roleAssignmentName") ?? "";
    refuseStrayScope(scene, scope);
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    refuseTwin(scene, tenantKinds.roleAssignment, id);
    refuseBadRight(scene, inputs);
    const now = scene.world.now();
    return {
      id,
      outputs: {
        ...told("Microsoft.Authorization/roleAssignments", name),
        ...{ createdBy: "", createdOn: now, updatedBy: "", updatedOn: now },
      },
    };
  },
  update: () => {
    const text =
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.";
    throw apiError(400, "RoleAssignmentUpdateNotPermitted", text);
  },
};

function refuseBadRight(scene: Scene, inputs: JsonObject): void {
  const principal = textAt(inputs, "principalId") ?? "";
  const isNew = inTenant(scene, tenantKinds.assignment).some(
    ({ properties }) => objectAt(properties, "identity")["principalId"] === principal,
  );
  if (principal === "" || (isNew && textAt(inputs, "principalType") !== "ServicePrincipal")) {
    const text = `Principal ${principal} does not exist in the directory.`;
    throw apiError(400, "PrincipalNotFound", text);
  }
  const keys = ["scope", "principalId", "roleDefinitionId"] as const;
  const twin = inTenant(scene, tenantKinds.roleAssignment).some(({ properties }) =>
    keys.every((key) => properties[key] === inputs[key]),
  );
  if (twin) {
    throw apiError(409, "RoleAssignmentExists", "The role assignment already exists.");
  }
}

/** A task that mends what stood before a policy did; its identity needs its rights by then. */
export const remediation: ResourceBehaviour = {
  create: (scene, inputs) => {
    const group = groupId(textAt(inputs, "managementGroupId") ?? "");
    const name = textAt(inputs, "remediationName") ?? "";
    const id = `${group}/providers/Microsoft.PolicyInsights/remediations/${name}`;
    refuseTwin(scene, tenantKinds.remediation, id);
    refuseBadTask(scene, group, inputs);
    const now = scene.world.now();
    return {
      id,
      outputs: {
        ...told("Microsoft.PolicyInsights/remediations", name),
        ...{ correlationId: guid(scene), createdOn: now, lastUpdatedOn: now, statusMessage: "" },
        deploymentStatus: { failedDeployments: 0, successfulDeployments: 0, totalDeployments: 0 },
        provisioningState: "Succeeded",
      },
    };
  },
};

function refuseBadTask(scene: Scene, group: string, inputs: JsonObject): void {
  const id = textAt(inputs, "policyAssignmentId");
  const found = oneInTenant(scene, tenantKinds.assignment, id);
  const policy = found && assignable(scene, textAt(found.properties, "policyDefinitionId"));
  if (found === undefined || policy === undefined || !isWithin(scene, group, scopeOf(found))) {
    const text = `The policy assignment '${shown(id)}' could not be found at the scope.`;
    throw apiError(404, "InvalidCreateRemediationRequest", text);
  }
  const reference = textAt(inputs, "policyDefinitionReferenceId");
  if (policy.members.length > 0 && !policy.members.includes(reference ?? "")) {
    const text = "The policyDefinitionReferenceId must name a policy of the initiative.";
    throw apiError(400, "InvalidCreateRemediationRequest", text);
  }
  if (textAt(inputs, "resourceDiscoveryMode") === "ReEvaluateCompliance") {
    const text = "ReEvaluateCompliance is not supported at the scope of a management group.";
    throw apiError(400, "InvalidCreateRemediationRequest", text);
  }
  const principal = textAt(objectAt(found.properties, "identity"), "principalId");
  const granted = inTenant(scene, tenantKinds.roleAssignment)
    .filter(({ properties }) => properties["principalId"] === principal)
    .map(({ properties }) => lastOf(textAt(properties, "roleDefinitionId") ?? ""));
  if (policy.roles.length === 0 || policy.roles.some((role) => !granted.includes(role))) {
    const text = `The identity of the policy assignment '${shown(id)}' has not the rights of its policy.`;
    throw apiError(403, "InvalidCreateRemediationRequest", text);
  }
}

function scopeOf({ properties }: { readonly properties: JsonObject }): string {
  return textAt(properties, "scope") ?? "";
}
