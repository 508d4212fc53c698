import * as iam from "@pulumi/aws/iam";
import * as s3 from "@pulumi/aws/s3";
import type { Part } from "./part.js";

/** What an account has once and nobody asks for by name: passwords and public buckets. */
export function createGlobals(part: Part): void {
  new iam.AccountPasswordPolicy(
    `${part.name}-passwords`,
    {
      minimumPasswordLength: 16,
      passwordReusePrevention: 24,
      requireLowercaseCharacters: true,
      requireNumbers: true,
      requireSymbols: true,
      requireUppercaseCharacters: true,
      allowUsersToChangePassword: true,
    },
    part.options("passwords"),
  );
  new s3.AccountPublicAccessBlock(
    `${part.name}-public-buckets`,
    {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    part.options("public-buckets"),
  );
}
