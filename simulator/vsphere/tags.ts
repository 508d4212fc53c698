import type { ResourceBehaviour, Scene } from "../core/behaviour.js";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, textAt, textsAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { Refusal } from "../core/refusal.js";
import { byName, here, kinds, one } from "./common.js";

/** What can carry tags and custom attributes. */
export type TaggedType = "VirtualMachine" | "Folder";

/**
 * Refuses tags and custom attributes that vCenter would not put on an object: unknown ones, ones
 * of a category for other types, two of a category that allows one.
 */
export function attach(scene: Scene, inputs: JsonObject, type: TaggedType): void {
  const seen = new Set<string>();
  for (const id of textsAt(inputs, "tags")) {
    const category = categoryOf(scene, id);
    const types = textsAt(category.properties, "associableTypes");
    if (!types.includes(type) && !types.includes("All")) {
      throw new Refusal(`cannot attach tag ${id}: category ${name(category)} is not for ${type}`);
    }
    if (category.properties["cardinality"] === "SINGLE" && seen.has(category.id)) {
      throw new Refusal(
        `cannot attach tag ${id}: category ${name(category)} has cardinality SINGLE and the object has a tag of it already`,
      );
    }
    seen.add(category.id);
  }
  for (const key of Object.keys(objectAt(inputs, "customAttributes"))) {
    if (one(scene, kinds.attribute, key) === undefined) {
      throw new Refusal(
        `error setting custom attributes: custom attribute with key ${key} not found`,
      );
    }
  }
}

function categoryOf(scene: Scene, tagId: string): WorldObject {
  const found = one(scene, kinds.tag, tagId);
  const category = found && one(scene, kinds.category, textAt(found.properties, "categoryId"));
  if (category === undefined) {
    throw new Refusal(`cannot attach tag ${tagId}: could not locate tag with id "${tagId}"`);
  }
  return category;
}

function name({ properties }: WorldObject): string {
  return textAt(properties, "name") ?? "";
}

function refuseTwinTag(scene: Scene, inputs: JsonObject, own?: string): void {
  const twin = here(scene, kinds.tag).find(
    ({ properties }) =>
      properties["categoryId"] === inputs["categoryId"] && properties["name"] === inputs["name"],
  );
  if (twin && twin.id !== own) {
    throw new Refusal(`could not create tag: ALREADY_EXISTS: Tag with name ${name(twin)} exists`);
  }
}

function findTag(scene: Scene, id: string): WorldObject | undefined {
  const parsed = /^\s*\{/.test(id) ? objectAt({ id: JSON.parse(id) }, "id") : {};
  const category = byName(scene, kinds.category, textAt(parsed, "category_name"));
  return here(scene, kinds.tag).find(
    ({ properties }) =>
      properties["categoryId"] === category?.id && properties["name"] === parsed["tag_name"],
  );
}

/** Takes the tag from everything that carries it: vCenter deletes tags that are in use. */
function detachEverywhere(scene: Scene, id: string): void {
  for (const object of [...here(scene, kinds.virtualMachine), ...here(scene, kinds.folder)]) {
    const tags = textsAt(object.properties, "tags");
    if (tags.includes(id)) {
      const left = tags.filter((tagId) => tagId !== id);
      scene.world.put({ ...object, properties: { ...object.properties, tags: left } }, "updated");
    }
  }
}

/** A tag: its name exists once in a category. */
export const tag: ResourceBehaviour = {
  create: (scene, inputs) => {
    const categoryId = textAt(inputs, "categoryId");
    if (one(scene, kinds.category, categoryId) === undefined) {
      throw new Refusal(`could not create tag: category ${categoryId} not found`);
    }
    refuseTwinTag(scene, inputs);
    const id = `urn:vmomi:InventoryServiceTag:${uuidOf(scene.world.next())}:GLOBAL`;
    return { id, outputs: {} };
  },
  update: (scene, old, inputs) => {
    refuseTwinTag(scene, { ...old.properties, ...inputs }, old.id);
    return { outputs: {} };
  },
  remove: (scene, { id }) => {
    detachEverywhere(scene, id);
    return undefined;
  },
  find: findTag,
};

function refuseTwinCategory(scene: Scene, inputs: JsonObject, own?: string): void {
  const twin = byName(scene, kinds.category, textAt(inputs, "name"));
  if (twin && twin.id !== own) {
    throw new Refusal(`could not create category: ALREADY_EXISTS: Category ${name(twin)} exists`);
  }
}

/** A category of tags: its name exists once, and its rules only ever widen. */
export const tagCategory: ResourceBehaviour = {
  create: (scene, inputs) => {
    refuseTwinCategory(scene, inputs);
    const id = `urn:vmomi:InventoryServiceCategory:${uuidOf(scene.world.next())}:GLOBAL`;
    return { id, outputs: {} };
  },
  update: (scene, { id, properties: before }, inputs) => {
    refuseTwinCategory(scene, inputs, id);
    if (before["cardinality"] === "MULTIPLE" && inputs["cardinality"] === "SINGLE") {
      throw new Refusal("could not update category: cardinality can't go from MULTIPLE to SINGLE");
    }
    const types = textsAt(inputs, "associableTypes");
    const lost = textsAt(before, "associableTypes").filter((type) => !types.includes(type));
    if (lost.length > 0) {
      throw new Refusal(`could not update category: associableTypes can't lose ${lost.join(", ")}`);
    }
    return { outputs: {} };
  },
  remove: (scene, old) => {
    const tags = here(scene, kinds.tag).filter((t) => t.properties["categoryId"] === old.id);
    if (tags.length > 0) {
      throw new Refusal(
        `could not delete category ${name(old)}: it is in use by ${tags.length} tags, such as ${tags[0] ? name(tags[0]) : ""}`,
      );
    }
    return undefined;
  },
  find: (scene, id) => byName(scene, kinds.category, id),
};
