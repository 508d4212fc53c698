import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { kinds, platformName } from "../common.js";
import { assignable, lastOf } from "./definitions.js";
import {
  inTenant,
  isWithin,
  oneInTenant,
  refuseStrayScope,
  refuseTwin,
  tenantKinds,
  told,
} from "./kinds.js";

/** What does without a policy for a while; it stands where the policy holds or below. */
export const exemption: ResourceBehaviour = {
  create: (scene, inputs) => {
    const [scope, name] = [textAt(inputs, "scope") ?? "", textAt(inputs, "policyExemptionName")];
    refuseStrayScope(scene, scope);
    const id = `${scope}/providers/Microsoft.Authorization/policyExemptions/${name ?? ""}`;
    refuseTwin(scene, tenantKinds.exemption, id);
    refuseBadExemption(scene, scope, inputs);
    return { id, outputs: told("Microsoft.Authorization/policyExemptions", name ?? "") };
  },
  update: (scene, _old, inputs) => {
    refuseBadExemption(scene, textAt(inputs, "scope") ?? "", inputs);
    return { outputs: {} };
  },
};

function refuseBadExemption(scene: Scene, scope: string, inputs: JsonObject): void {
  const id = textAt(inputs, "policyAssignmentId") ?? "";
  const found = oneInTenant(scene, tenantKinds.assignment, id);
  if (found === undefined || !isWithin(scene, scope, textAt(found.properties, "scope") ?? "")) {
    const text = `The policy assignment '${id}' could not be found at the scope or above.`;
    throw apiError(400, "InvalidPolicyExemption", text);
  }
  const members = assignable(scene, textAt(found.properties, "policyDefinitionId"))?.members ?? [];
  const strange = textsAt(inputs, "policyDefinitionReferenceIds").find(
    (one) => members.length > 0 && !members.includes(one),
  );
  if (strange !== undefined) {
    const text = `The initiative has no policy definition '${strange}'.`;
    throw apiError(400, "InvalidPolicyExemption", text);
  }
}

/** A right that somebody may take up when it is needed; there is one for each role and scope. */
export const eligibility: ResourceBehaviour = {
  create: (scene, inputs) => {
    const scope = textAt(inputs, "scope") ?? "";
    refuseStrayScope(scene, scope);
    const keys = ["scope", "principalId", "roleDefinitionId"] as const;
    const twin = inTenant(scene, tenantKinds.eligibility).some(({ properties }) =>
      keys.every((key) => properties[key] === inputs[key]),
    );
    if (twin) {
      throw apiError(400, "RoleAssignmentExists", "The Role assignment already exists.");
    }
    refuseEndless(inputs);
    const name = `8b8b8b8b-0000-4000-8000-${scene.world.next().toString(16).padStart(12, "0")}`;
    return {
      id: `${scope}/providers/Microsoft.Authorization/roleEligibilitySchedules/${name}`,
      outputs: {
        ...told("Microsoft.Authorization/roleEligibilitySchedules", name),
        ...{ approvalId: "", createdOn: scene.world.now(), expandedProperties: {} },
        ...{ principalType: "Group", requestorId: "", status: "Provisioned" },
      },
    };
  },
  // The provider looks by scope, principal and role, which an import does not tell it.
  find: () => undefined,
};

/** The settings of roles that Azure begins with: nobody is eligible for longer than a year. */
function refuseEndless(inputs: JsonObject): void {
  const schedule = objectAt(inputs, "scheduleInfo");
  const expiration = objectAt(schedule, "expiration");
  const [type, end] = [textAt(expiration, "type"), textAt(expiration, "endDateTime")];
  const start = textAt(schedule, "startDateTime");
  const days =
    type === "AfterDateTime" && end !== undefined && start !== undefined
      ? (Date.parse(end) - Date.parse(start)) / 86_400_000
      : Number.NaN;
  if (!(days > 0 && days <= 365)) {
    const text = 'The following policy rules failed: ["ExpirationRule"]';
    throw apiError(400, "RoleAssignmentRequestPolicyValidationFailed", text);
  }
}

const owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
const accessAdministrator = "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9";

/** What people of another tenant may do in a subscription. */
export const offer: ResourceBehaviour = {
  create: (scene, inputs) => {
    const [scope, name] = [
      textAt(inputs, "scope") ?? "",
      textAt(inputs, "registrationDefinitionId") ?? "",
    ];
    refuseBadScope(scope);
    refuseStrayScope(scene, scope);
    const id = `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${name}`;
    refuseTwin(scene, tenantKinds.offer, id);
    refuseBadOffer(scene, scope, objectAt(inputs, "properties"));
    return {
      id,
      outputs: told("Microsoft.ManagedServices/registrationDefinitions", name),
    };
  },
  update: (scene, _old, inputs) => {
    refuseBadOffer(scene, textAt(inputs, "scope") ?? "", objectAt(inputs, "properties"));
    return { outputs: {} };
  },
  remove: (scene, { id }) => {
    const used = inTenant(scene, tenantKinds.delegation).some(
      ({ properties }) => objectAt(properties, "properties")["registrationDefinitionId"] === id,
    );
    if (used) {
      const text = `The registration definition '${id}' has assignments and cannot be deleted.`;
      throw apiError(409, "RegistrationDefinitionInUse", text);
    }
    return undefined;
  },
};

function refuseBadScope(scope: string): void {
  if (!/^\/subscriptions\/[^/]+(\/resourceGroups\/[^/]+)?$/.test(scope)) {
    const text = "Only subscriptions and resource groups can be delegated.";
    throw apiError(400, "InvalidScope", text);
  }
}

function refuseBadOffer(scene: Scene, scope: string, offered: JsonObject): void {
  const managing = textAt(offered, "managedByTenantId") ?? "";
  const [, subscription = ""] = /^\/subscriptions\/([^/]+)/.exec(scope) ?? [];
  const [own] = scene.world.all(platformName, kinds.subscription, subscription);
  if (managing === textAt(own?.properties ?? {}, "tenantId")) {
    const text = "The managing tenant cannot be the tenant of the subscription.";
    throw apiError(400, "InvalidRegistrationDefinition", text);
  }
  const rights = [
    ...objectsAt(offered, "authorizations"),
    ...objectsAt(offered, "eligibleAuthorizations"),
  ].map((one) => lastOf(textAt(one, "roleDefinitionId") ?? ""));
  if (rights.length === 0 || rights.includes(owner) || rights.includes(accessAdministrator)) {
    const text = "The role is not supported for delegated access.";
    throw apiError(400, "InvalidRegistrationDefinition", text);
  }
  refuseForbidden(scene, scope, managing);
}

/** The policy that names the tenants from which people may come. */
const managingTenants = "7a8a51a3-ad87-4def-96f3-65a1839242b6";

function refuseForbidden(scene: Scene, scope: string, managing: string): void {
  const denying = inTenant(scene, tenantKinds.assignment).find(
    ({ properties }) =>
      lastOf(textAt(properties, "policyDefinitionId") ?? "") === managingTenants &&
      isWithin(scene, scope, textAt(properties, "scope") ?? "") &&
      !textsAt(
        objectAt(objectAt(properties, "parameters"), "listOfAllowedTenants"),
        "value",
      ).includes(managing),
  );
  if (denying !== undefined) {
    const text = `Resource was disallowed by policy. Policy assignment: '${denying.id}'.`;
    throw apiError(403, "RequestDisallowedByPolicy", text);
  }
}

/** A subscription into which people of another tenant come. */
export const delegation: ResourceBehaviour = {
  create: (scene, inputs) => {
    const scope = textAt(inputs, "scope") ?? "";
    const name = textAt(inputs, "registrationAssignmentId") ?? "";
    const id = `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
    refuseTwin(scene, tenantKinds.delegation, id);
    const offered = textAt(objectAt(inputs, "properties"), "registrationDefinitionId");
    if (oneInTenant(scene, tenantKinds.offer, offered) === undefined) {
      const text = `The registration definition '${offered ?? ""}' was not found.`;
      throw apiError(404, "RegistrationDefinitionNotFound", text);
    }
    return { id, outputs: told("Microsoft.ManagedServices/registrationAssignments", name) };
  },
};
