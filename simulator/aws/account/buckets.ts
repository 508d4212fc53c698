import type { FunctionBehaviour, ResourceBehaviour, Scene } from "../../core/behaviour.js";
import { type JsonObject, textAt } from "../../core/json.js";
import { Refusal } from "../../core/refusal.js";
import { apiError } from "../apiError.js";
import { common, kinds } from "../common.js";
import { accountKinds } from "./kinds.js";

/** A bucket by its name, wherever it is. */
function bucketNamed({ world }: Scene, name: string | undefined) {
  return world.all("aws", kinds.bucket).find(({ id }) => id === name);
}

/** What a service says of a bucket into which it is to write. */
interface Writer {
  readonly service: string;
  readonly missing: (text: string) => Error;
  readonly closed: (text: string) => Error;
}

/** A service writes only into a bucket that exists and whose policy lets it in. */
export function refuseMissingBucket(scene: Scene, name: string, writer: Writer): void {
  if (bucketNamed(scene, name) === undefined) {
    throw writer.missing(`S3 bucket ${name} does not exist!`);
  }
  const policies = scene.world.all("aws", accountKinds.bucketPolicy);
  const policy = policies.find(({ id }) => id === name);
  if (!(policy && (textAt(policy.properties, "policy") ?? "").includes(writer.service))) {
    throw writer.closed(`Incorrect S3 bucket policy is detected for bucket: ${name}`);
  }
}

/** A part of a bucket's configuration, which is put as a whole. */
function part(outputs: (scene: Scene, inputs: JsonObject) => JsonObject): ResourceBehaviour {
  return {
    create: (scene, inputs) => {
      const id = textAt(inputs, "bucket") ?? "";
      refuseNoBucket(scene, id);
      const target = textAt(inputs, "targetBucket");
      if (target !== undefined) {
        refuseNoBucket(scene, target);
      }
      return { id, outputs: outputs(scene, inputs) };
    },
    update: (scene, _old, inputs) => ({ outputs: outputs(scene, inputs) }),
  };
}

export const bucketPart = part((scene) => ({ region: scene.place.region }));

/** How long the objects of a bucket are kept. */
export const bucketLifecycle = part(lifecycleOutputs);

function refuseNoBucket(scene: Scene, name: string): void {
  if (bucketNamed(scene, name) === undefined) {
    throw apiError(
      "S3",
      "PutBucketConfiguration",
      "NoSuchBucket",
      "The specified bucket does not exist",
    );
  }
}

function lifecycleOutputs(scene: Scene, inputs: JsonObject): JsonObject {
  return {
    region: scene.place.region,
    expectedBucketOwner: textAt(inputs, "expectedBucketOwner") ?? "",
    transitionDefaultMinimumObjectSize:
      textAt(inputs, "transitionDefaultMinimumObjectSize") ?? "all_storage_classes_128K",
  };
}

const getBucket: FunctionBehaviour = (scene, args) => {
  const name = textAt(args, "bucket") ?? "";
  const found = bucketNamed(scene, name);
  if (found === undefined) {
    throw new Refusal(`reading S3 Bucket (${name}): couldn't find resource`);
  }
  if (!found.place.startsWith(`${scene.place.owner}/`)) {
    throw apiError("S3", "HeadBucket", "Forbidden", "Forbidden");
  }
  const region = textAt(found.properties, "region") ?? "";
  return {
    ...common(scene, {}),
    id: name,
    bucket: name,
    arn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegion: region,
    bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
    hostedZoneId: "Z21DNDUVLTQW6Q",
    region,
    websiteDomain: "",
    websiteEndpoint: "",
  };
};

/** What programs ask about buckets. */
export const bucketFunctions: Readonly<Record<string, FunctionBehaviour>> = {
  "aws:s3/getBucket:getBucket": getBucket,
};
