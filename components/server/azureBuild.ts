import type { CustomResourceOptions } from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag } from "../service/tags.js";
import type { AzurePlacement } from "./placement.js";

/** Everything that the parts of one server share. */
export interface AzureBuild {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly placement: AzurePlacement;
  readonly child: CustomResourceOptions;
}

/** Where every part of the server lies. */
export function place({ placement }: AzureBuild) {
  const { resourceGroupName, location } = placement;
  return { resourceGroupName, location };
}

/**
 * Azure renames and moves nothing: where and under which name a part was born is kept, also when
 * it was adopted there.
 */
export function bornWith(name: string): string[] {
  return ["resourceGroupName", "location", name];
}

/** The tags of a part of the server, with the key by which an interrupted run finds it. */
export function keyed({ name, tags }: AzureBuild, role?: string): Record<string, string> {
  return { ...tags, [idempotencyTag]: idempotencyKey(name, role) };
}
