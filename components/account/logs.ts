import * as cloudtrail from "@pulumi/aws/cloudtrail";
import * as kms from "@pulumi/aws/kms";
import * as s3 from "@pulumi/aws/s3";
import type { Output, Resource } from "@pulumi/pulumi";
import { accessLogBucket, baselineNames, logBucket } from "../service/account/names.js";
import { createBucket } from "./buckets.js";
import { accessLogPolicy, logBucketPolicy, logKeyPolicy } from "./logs.plan.js";
import type { Part } from "./part.js";

/** Where an account's logs go. */
export interface Logs {
  readonly bucket: string;
  readonly keyArn: Output<string>;
  /** What has to be there before anything writes. */
  readonly ready: readonly Resource[];
}

/** The logs of an account: a key, a locked bucket, the list of its readers, and the trail. */
export function createLogs(part: Part): Logs {
  const { account, homeRegion: region, keepLogsDays: keepDays } = part.account;
  const key = new kms.Key(
    `${part.name}-log-key`,
    {
      region,
      description: "Encrypts the logs of the account",
      enableKeyRotation: true,
      policy: JSON.stringify(logKeyPolicy(part.account)),
      tags: part.tags("log-key"),
    },
    part.options("log-key"),
  );
  const alias = new kms.Alias(
    `${part.name}-log-key-alias`,
    { region, name: baselineNames.logKey, targetKeyId: key.keyId },
    part.options("log-key-alias"),
  );
  const readers = createBucket(part, {
    ...{ role: "access-logs", bucket: accessLogBucket(account), region, keepDays },
    policy: accessLogPolicy(part.account),
  });
  const bucket = logBucket(account);
  const logs = createBucket(part, {
    ...{ role: "logs", bucket, region, keepDays, key: key.arn },
    policy: logBucketPolicy(part.account),
  });
  const logging = new s3.BucketLogging(
    `${part.name}-logs-logging`,
    { region, bucket, targetBucket: accessLogBucket(account), targetPrefix: `${bucket}/` },
    part.options("logs-logging", [...readers, ...logs]),
  );
  const ready = [key, alias, ...logs, logging];
  createTrail(part, bucket, key.arn, ready);
  return { bucket, keyArn: key.arn, ready };
}

/** Everything that is managed and every object of S3 that is read or written. */
const selectors = [
  {
    name: "Management events",
    fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
  },
  {
    name: "Objects of S3",
    fieldSelectors: [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: ["AWS::S3::Object"] },
    ],
  },
];

function createTrail(
  part: Part,
  bucket: string,
  kmsKeyId: Output<string>,
  after: readonly Resource[],
) {
  new cloudtrail.Trail(
    `${part.name}-trail`,
    {
      region: part.account.homeRegion,
      name: baselineNames.trail,
      s3BucketName: bucket,
      kmsKeyId,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      advancedEventSelectors: selectors,
      tags: part.tags("trail"),
    },
    part.options("trail", after),
  );
}
