import * as s3 from "@pulumi/aws/s3";
import type { Input, Resource } from "@pulumi/pulumi";
import type { Part } from "./part.js";

/** A bucket that keeps logs. */
interface LockedBucket {
  readonly role: string;
  /** Its name, once in the world. */
  readonly bucket: string;
  readonly region: string;
  readonly policy: object;
  readonly keepDays: number;
  /** ARN of the key that encrypts it; S3's own key when absent. */
  readonly key?: Input<string>;
}

const locks = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
} as const;

/** A bucket that nobody makes public, empties or reads in clear; everything that writes waits for it. */
export function createBucket(part: Part, args: LockedBucket): readonly Resource[] {
  const { role, region, keepDays } = args;
  const made = new s3.Bucket(
    `${part.name}-${role}`,
    { bucket: args.bucket, region, tags: part.tags(role) },
    part.options(role),
  );
  const bucket = made.bucket;
  const below = (what: string) => `${part.name}-${role}-${what}`;
  const options = part.options(`${role}-part`, [made]);
  const block = new s3.BucketPublicAccessBlock(
    below("public-block"),
    { bucket, region, ...locks },
    options,
  );
  return [
    made,
    block,
    new s3.BucketOwnershipControls(
      below("ownership"),
      { bucket, region, rule: { objectOwnership: "BucketOwnerEnforced" } },
      options,
    ),
    new s3.BucketVersioning(
      below("versions"),
      { bucket, region, versioningConfiguration: { status: "Enabled" } },
      options,
    ),
    new s3.BucketServerSideEncryptionConfiguration(
      below("encryption"),
      { bucket, region, rules: [encryption(args)] },
      options,
    ),
    new s3.BucketLifecycleConfiguration(
      below("lifecycle"),
      { bucket, region, rules: [lifecycle(keepDays)] },
      options,
    ),
    new s3.BucketPolicy(
      below("policy"),
      { bucket, region, policy: JSON.stringify(args.policy) },
      part.options(`${role}-policy`, [block]),
    ),
  ];
}

function encryption({ key }: LockedBucket) {
  return key === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
        bucketKeyEnabled: true,
      };
}

function lifecycle(days: number) {
  return {
    id: "keep",
    status: "Enabled",
    filter: { prefix: "" },
    expiration: { days },
    noncurrentVersionExpiration: { noncurrentDays: 30 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  };
}
