import {
  is,
  least,
  publicLocks,
  type Requirement,
  some,
  states,
  type Test,
} from "./requirement.js";

/** A bucket that keeps logs, with all that locks it. */
export function bucketOf(
  what: string,
  { bucket, region }: { readonly bucket: string; readonly region: string },
  encrypted: readonly Test[],
): Requirement[] {
  const own = [is("bucket", bucket), is("region", region)];
  const part = (name: string, ...tests: readonly Test[]): Requirement => ({
    what: `${what}: its ${name}`,
    token: `aws:s3/${tokens[name] ?? ""}`,
    tests: [...own, ...tests],
  });
  return [
    { what, token: "aws:s3/bucket:Bucket", tests: own },
    part("lock against the public", ...publicLocks),
    part("owner", is("rule.objectOwnership", "BucketOwnerEnforced")),
    part("versions", is("versioningConfiguration.status", "Enabled")),
    part("encryption", some("rules", ...encrypted)),
    part("retention", some("rules", is("status", "Enabled"), least("expiration.days", 365))),
    part(
      "policy",
      states("NothingInClear", "Deny", ["s3:*"]),
      states("NobodyDeletes", "Deny", [
        "s3:DeleteBucket",
        "s3:DeleteObject",
        "s3:DeleteObjectVersion",
      ]),
    ),
  ];
}

const tokens: Readonly<Record<string, string>> = {
  "lock against the public": "bucketPublicAccessBlock:BucketPublicAccessBlock",
  owner: "bucketOwnershipControls:BucketOwnershipControls",
  versions: "bucketVersioning:BucketVersioning",
  encryption: "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  retention: "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  policy: "bucketPolicy:BucketPolicy",
};
