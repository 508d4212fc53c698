import type { ServerFacts } from "../service/server.js";
import { type TagName, tagKeys, tagNames } from "../service/tags.js";

/** The tags whose values belong to one estate; those of the others are the site's. */
export const ownTags = [
  "owner",
  "service",
  "costCenter",
  "patchGroup",
] as const satisfies TagName[];

/** A tag whose values belong to one estate. */
export type OwnTag = (typeof ownTags)[number];

/** The tags of a server as `<category>=<value>`, those of the estate itself and the site's alike. */
export function tagsOf(server: ServerFacts): string[] {
  return tagNames.map((name) => `${tagKeys[name]}=${server[name]}`);
}

/** The site's tags that a server carries, as `<category>=<value>`. */
export function siteTagsOf(server: ServerFacts): string[] {
  const own: readonly TagName[] = ownTags;
  return tagNames
    .filter((name) => !own.includes(name))
    .map((name) => `${tagKeys[name]}=${server[name]}`);
}

/** Category and value of a tag. */
export function splitTag(tag: string): [category: string, value: string] {
  const at = tag.indexOf("=");
  return [tag.slice(0, at), tag.slice(at + 1)];
}
