import { accessLogBucket, baselineNames, logBucket } from "../service/account/names.js";

/** Where an account keeps its logs. */
interface LogPlace {
  /** Twelve digits. */
  readonly account: string;
  readonly homeRegion: string;
}

/** The ARN of the trail, known before it exists. */
export function trailArn({ account, homeRegion }: LogPlace): string {
  return `arn:aws:cloudtrail:${homeRegion}:${account}:trail/${baselineNames.trail}`;
}

const bucketArn = (bucket: string) => `arn:aws:s3:::${bucket}`;

const toEverybody = { Principal: "*" } as const;

/** No request in clear, and nothing is deleted but by the bucket's own lifecycle. */
function locked(bucket: string) {
  const Resource = [bucketArn(bucket), `${bucketArn(bucket)}/*`];
  return [
    {
      Sid: "NothingInClear",
      Effect: "Deny",
      ...toEverybody,
      Action: "s3:*",
      Resource,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "NobodyDeletes",
      Effect: "Deny",
      ...toEverybody,
      Action: ["s3:DeleteBucket", "s3:DeleteObject", "s3:DeleteObjectVersion"],
      Resource,
    },
  ];
}

/** The statements by which a service of AWS may look at a bucket and write below a folder of it. */
function mayWrite(
  name: string,
  service: string,
  { bucket, folder, condition }: { bucket: string; folder: string; condition: object },
) {
  const Principal = { Service: service };
  return [
    {
      Sid: `${name}Looks`,
      Effect: "Allow",
      Principal,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn(bucket),
      Condition: condition,
    },
    {
      Sid: `${name}Writes`,
      Effect: "Allow",
      Principal,
      Action: "s3:PutObject",
      Resource: `${bucketArn(bucket)}/${folder}/*`,
      Condition: condition,
    },
  ];
}

/** The policy of the bucket that holds the logs of an account. */
export function logBucketPolicy(place: LogPlace) {
  const { account } = place;
  const bucket = logBucket(account);
  const ofAccount = { StringEquals: { "aws:SourceAccount": account } };
  const ofTrail = { StringEquals: { "aws:SourceArn": trailArn(place) } };
  const folder = `AWSLogs/${account}`;
  return {
    Version: "2012-10-17",
    Statement: [
      ...locked(bucket),
      ...mayWrite("Trail", "cloudtrail.amazonaws.com", { bucket, folder, condition: ofTrail }),
      ...mayWrite("Config", "config.amazonaws.com", { bucket, folder, condition: ofAccount }),
      ...mayWrite("Flows", "delivery.logs.amazonaws.com", { bucket, folder, condition: ofAccount }),
    ],
  };
}

/** The policy of the bucket that tells who read the logs. */
export function accessLogPolicy({ account }: LogPlace) {
  const bucket = accessLogBucket(account);
  const [, writes] = mayWrite("Access", "logging.s3.amazonaws.com", {
    bucket,
    folder: logBucket(account),
    condition: { StringEquals: { "aws:SourceAccount": account } },
  });
  return { Version: "2012-10-17", Statement: [...locked(bucket), writes] };
}

/** The policy of the key that encrypts the logs: the account administers, three services write. */
export function logKeyPolicy(place: LogPlace) {
  const { account } = place;
  const ofTrail = { StringEquals: { "aws:SourceArn": trailArn(place) } };
  const ofAccount = { StringEquals: { "aws:SourceAccount": account } };
  const writes = (Sid: string, service: string, Condition: object) => ({
    Sid,
    Effect: "Allow",
    Principal: { Service: service },
    Action: ["kms:GenerateDataKey*", "kms:Decrypt", "kms:DescribeKey"],
    Resource: "*",
    Condition,
  });
  return {
    Version: "2012-10-17",
    Statement: [
      ownerAdministers(account),
      writes("TrailWrites", "cloudtrail.amazonaws.com", ofTrail),
      writes("ConfigWrites", "config.amazonaws.com", ofAccount),
      writes("FlowsWrite", "delivery.logs.amazonaws.com", ofAccount),
      writes("EventsWrite", "events.amazonaws.com", ofAccount),
    ],
  };
}

/** The policy of a key that encrypts new disks: the account uses it through EC2. */
export function diskKeyPolicy(account: string) {
  return {
    Version: "2012-10-17",
    Statement: [ownerAdministers(account)],
  };
}

function ownerAdministers(account: string) {
  return {
    Sid: "AccountAdministers",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}
