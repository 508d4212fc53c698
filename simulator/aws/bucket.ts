import type { ResourceBehaviour } from "../core/behaviour.js";
import { textAt } from "../core/json.js";
import { apiError } from "./apiError.js";
import { common, kinds } from "./common.js";

/** An S3 bucket: its name exists once in the world. */
export const bucket: ResourceBehaviour = {
  create: (scene, inputs) => {
    const { world, place } = scene;
    const id = textAt(inputs, "bucket") ?? "";
    const twin = world.all("aws", kinds.bucket).find((other) => other.id === id);
    if (twin) {
      const own = twin.place.startsWith(`${place.owner}/`);
      throw own
        ? apiError("S3", "CreateBucket", "BucketAlreadyOwnedByYou", `you own ${id} already`)
        : apiError("S3", "CreateBucket", "BucketAlreadyExists", `${id} is not available`);
    }
    const host = `${id}.s3.${place.region}.amazonaws.com`;
    return {
      id,
      outputs: {
        ...common(scene, inputs),
        arn: `arn:aws:s3:::${id}`,
        bucketDomainName: `${id}.s3.amazonaws.com`,
        bucketNamespace: textAt(inputs, "bucketNamespace") ?? "global",
        bucketPrefix: textAt(inputs, "bucketPrefix") ?? "",
        bucketRegion: place.region,
        bucketRegionalDomainName: host,
        hostedZoneId: "Z21DNDUVLTQW6Q",
        objectLockEnabled: inputs["objectLockEnabled"] ?? false,
      },
    };
  },
  update: (scene, _old, inputs) => ({ outputs: common(scene, inputs) }),
};
