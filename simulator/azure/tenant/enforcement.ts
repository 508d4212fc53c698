import type { ResourceBehaviour, Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";
import { flagAt, type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../../core/json.js";
import { apiError } from "../apiError.js";
import { kinds } from "../common.js";
import { lastOf } from "./definitions.js";
import { inTenant, isWithin, oneInTenant, tenantKinds } from "./kinds.js";
import { meets } from "./policyRule.js";

/** What is about to be made, changed or deleted. */
interface Subject {
  readonly token: string;
  readonly properties: JsonObject;
}

/** Policies of Azure that refuse, by the GUIDs of their definitions. */
const refusing: Readonly<Record<string, (subject: Subject, given: JsonObject) => boolean>> = {
  "e56962a6-4747-49cd-b67b-bf8b01975c4c": (subject, given) =>
    subject.token !== kinds.group && isElsewhere(subject, given),
  "e765b5de-1225-4ba3-bd56-1ac6695af988": (subject, given) =>
    subject.token === kinds.group && isElsewhere(subject, given),
  "83a86a26-fd1f-447c-b59d-e51f44264114": ({ token, properties }) =>
    token === kinds.networkInterface &&
    objectsAt(properties, "ipConfigurations").some((one) => "publicIPAddress" in one),
  "88c0b9da-ce96-4b03-9635-f29a937e2900": ({ token, properties }) =>
    token === kinds.networkInterface && flagAt(properties, "enableIPForwarding"),
};

function isElsewhere({ properties }: Subject, given: JsonObject): boolean {
  const location = textAt(properties, "location");
  const allowed = textsAt(objectAt(given, "listOfAllowedLocations"), "value");
  return location !== undefined && location !== "global" && !allowed.includes(location);
}

/** The code of types with what the tenant's policies refuse before it. */
export function enforced(
  resources: Readonly<Record<string, ResourceBehaviour>>,
): Readonly<Record<string, ResourceBehaviour>> {
  return Object.fromEntries(
    Object.entries(resources).map(([token, behaviour]) => [token, guarded(token, behaviour)]),
  );
}

function guarded(token: string, behaviour: ResourceBehaviour): ResourceBehaviour {
  const { create, update, remove } = behaviour;
  return {
    ...behaviour,
    ...(create && {
      create: (scene, inputs) => {
        refuse(scene, { token, properties: inputs }, "deny");
        return create(scene, inputs);
      },
    }),
    ...(update && {
      update: (scene, old, inputs) => {
        refuse(scene, { token, properties: inputs }, "deny");
        return update(scene, old, inputs);
      },
    }),
    remove: (scene, old) => {
      refuse(scene, { token, properties: old.properties }, "denyaction");
      return remove?.(scene, old);
    },
  };
}

function refuse(scene: Scene, subject: Subject, effect: "deny" | "denyaction"): void {
  const scope = `/subscriptions/${scene.place.owner}`;
  const denying = inTenant(scene, tenantKinds.assignment).find(
    (one) =>
      isWithin(scene, scope, textAt(one.properties, "scope") ?? "") &&
      !isExempt(scene, scope, one.id) &&
      denies(scene, one, subject, effect),
  );
  if (denying !== undefined) {
    const text = `Resource was disallowed by policy. Policy assignment: '${denying.id}'.`;
    throw apiError(403, "RequestDisallowedByPolicy", text);
  }
}

function denies(
  scene: Scene,
  { properties }: WorldObject,
  subject: Subject,
  effect: "deny" | "denyaction",
): boolean {
  const id = textAt(properties, "policyDefinitionId") ?? "";
  if (effect === "deny" && refusing[lastOf(id)]?.(subject, objectAt(properties, "parameters"))) {
    return true;
  }
  const own = oneInTenant(scene, tenantKinds.definition, id);
  const rule = objectAt(own?.properties ?? {}, "policyRule");
  return (
    textAt(objectAt(rule, "then"), "effect")?.toLowerCase() === effect &&
    meets(objectAt(rule, "if"), subject.properties)
  );
}

function isExempt(scene: Scene, scope: string, assignment: string): boolean {
  return inTenant(scene, tenantKinds.exemption).some(
    ({ properties }) =>
      properties["policyAssignmentId"] === assignment &&
      isWithin(scene, scope, textAt(properties, "scope") ?? "") &&
      (textAt(properties, "expiresOn") ?? "9999") > scene.world.now(),
  );
}
