import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectsAt, textAt } from "../core/json.js";
import type { Problem } from "../core/validate.js";
import { apiError } from "./apiError.js";
import { common, here, kinds, one } from "./common.js";
import { arn, freshId } from "./ids.js";

/** What patches of a system can be chosen by. */
const debianKeys = ["PRODUCT", "PRIORITY", "SECTION"];
const linuxKeys = ["PRODUCT", "CLASSIFICATION", "SEVERITY"];
const windowsKeys = [
  ...["PATCH_SET", "PRODUCT", "PRODUCT_FAMILY"],
  ...["CLASSIFICATION", "MSRC_SEVERITY"],
];

/** Systems whose packages have no date that Systems Manager trusts. */
const undated = ["DEBIAN", "UBUNTU"];

function keysOf(system: string): readonly string[] {
  return system === "WINDOWS" ? windowsKeys : undated.includes(system) ? debianKeys : linuxKeys;
}

function check(inputs: JsonObject): Problem[] {
  return objectsAt(inputs, "approvalRules").flatMap((rule, index) => {
    const given = ["approveAfterDays", "approveUntilDate"].filter((key) => rule[key] !== undefined);
    return given.length === 1
      ? []
      : [
          {
            property: `approvalRules[${index}]`,
            reason: "exactly one of approveAfterDays and approveUntilDate must be configured",
          },
        ];
  });
}

function refuseBad(operation: string, inputs: JsonObject): void {
  const refuse = (text: string) => apiError("SSM", operation, "ValidationException", text);
  const system = textAt(inputs, "operatingSystem") ?? "WINDOWS";
  const rules = objectsAt(inputs, "approvalRules");
  const filters = rules.flatMap((rule) => objectsAt(rule, "patchFilters"));
  for (const filter of [...filters, ...objectsAt(inputs, "globalFilters")]) {
    const key = textAt(filter, "key") ?? "";
    if (!keysOf(system).includes(key)) {
      throw refuse(`Filter key ${key} is not valid for operating system ${system}`);
    }
  }
  if (undated.includes(system) && rules.some((rule) => numberAt(rule, "approveAfterDays") !== 0)) {
    throw refuse(`ApproveAfterDays is not supported for operating system ${system}`);
  }
}

function registrations(scene: Scene, baseline: string): WorldObject[] {
  return here(scene, kinds.patchGroup).filter(
    ({ properties }) => properties["baselineId"] === baseline,
  );
}

/** A patch baseline. Two may have one name; it stays while a patch group is registered with it. */
export const patchBaseline: ResourceBehaviour = {
  check,
  create: (scene, inputs) => {
    refuseBad("CreatePatchBaseline", inputs);
    const id = freshId(scene, "pb");
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: arn(scene.place, "ssm", `patchbaseline/${id}`),
        availableSecurityUpdatesComplianceStatus:
          textAt(inputs, "availableSecurityUpdatesComplianceStatus") ?? "",
        json: JSON.stringify({ BaselineId: id, Name: textAt(inputs, "name") }),
        rejectedPatchesAction: textAt(inputs, "rejectedPatchesAction") ?? "ALLOW_AS_DEPENDENCY",
      },
    };
  },
  update: (scene, _old, inputs) => {
    refuseBad("UpdatePatchBaseline", inputs);
    return { outputs: common(scene, inputs) };
  },
  remove: (scene, { id }) => {
    if (registrations(scene, id).length > 0) {
      const text = `Patch baseline ${id} is in use by a patch group`;
      throw apiError("SSM", "DeletePatchBaseline", "ResourceInUseException", text);
    }
    return undefined;
  },
};

function systemOf(scene: Scene, baseline: string): string | undefined {
  const found = one(scene, kinds.patchBaseline, baseline);
  return found && (textAt(found.properties, "operatingSystem") ?? "WINDOWS");
}

/** A patch group has one baseline for each operating system; the same registration is no new one. */
export const patchGroup: ResourceBehaviour = {
  create: (scene, inputs) => {
    const refuse = (code: string, text: string) =>
      apiError("SSM", "RegisterPatchBaselineForPatchGroup", code, text);
    const baseline = textAt(inputs, "baselineId") ?? "";
    const group = textAt(inputs, "patchGroup") ?? "";
    const system = systemOf(scene, baseline);
    if (system === undefined) {
      throw refuse("DoesNotExistException", `Patch baseline ${baseline} does not exist`);
    }
    const other = here(scene, kinds.patchGroup).find(
      ({ properties }) =>
        properties["patchGroup"] === group &&
        properties["baselineId"] !== baseline &&
        systemOf(scene, textAt(properties, "baselineId") ?? "") === system,
    );
    if (other !== undefined) {
      const text = `Patch Group ${group} is already registered to a Patch Baseline for operating system ${system}`;
      throw refuse("AlreadyExistsException", text);
    }
    return { id: `${group},${baseline}`, outputs: { region: scene.place.region } };
  },
};
