import type { Scene } from "../core/behaviour.js";
import { type JsonObject, numberAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { kinds, one } from "./common.js";

/**
 * What is on a volume that starts from a snapshot: the world keeps it under `content`, which no
 * provider tells. Nothing without a snapshot.
 */
export function contentOf(
  scene: Scene,
  operation: string,
  snapshotId: string | undefined,
  size: number,
): JsonObject {
  if (snapshotId === undefined || snapshotId === "") {
    return {};
  }
  const snapshot = one(scene, kinds.snapshot, snapshotId);
  if (snapshot === undefined) {
    const text = `The snapshot '${snapshotId}' does not exist.`;
    throw apiError("EC2", operation, "InvalidSnapshot.NotFound", text);
  }
  const least = numberAt(snapshot.properties, "volumeSize") ?? 0;
  if (size < least) {
    const text = `Volume of ${size}GiB is smaller than snapshot '${snapshotId}', expect size >= ${least}GiB`;
    throw apiError("EC2", operation, "InvalidParameterValue", text);
  }
  const { content } = snapshot.properties;
  return content === undefined ? {} : { content };
}
