import {
  accessLogBucket,
  baselineNames,
  logBucket,
} from "../../components/service/account/names.js";
import { bucketOf } from "./bucket.js";
import {
  given,
  is,
  names,
  ofAccount,
  on,
  type Requirement,
  some,
  states,
  type Test,
} from "./requirement.js";

/** Where an account keeps its logs. */
export interface LogFacts {
  readonly account: string;
  readonly homeRegion: string;
}

/** The logs of an account and the notices that come of them. */
export function ofLogs({ account, homeRegion }: LogFacts): Requirement[] {
  const logs = logBucket(account);
  const readers = accessLogBucket(account);
  return [
    ...bucketOf("the bucket of logs", { bucket: logs, region: homeRegion }, [
      is("applyServerSideEncryptionByDefault.sseAlgorithm", "aws:kms"),
      given("applyServerSideEncryptionByDefault.kmsMasterKeyId"),
    ]),
    ...bucketOf("the list of who read the logs", { bucket: readers, region: homeRegion }, [
      is("applyServerSideEncryptionByDefault.sseAlgorithm", "AES256"),
    ]),
    {
      what: "what may write into the list of who read the logs",
      token: "aws:s3/bucketPolicy:BucketPolicy",
      tests: [
        is("bucket", readers),
        states("AccessWrites", "Allow", ["s3:PutObject"], "policy", ofAccount),
      ],
    },
    {
      what: "what may write into the bucket of logs",
      token: "aws:s3/bucketPolicy:BucketPolicy",
      tests: [
        is("bucket", logs),
        ...["Trail", "Config", "Flows"].flatMap((one) => [
          states(`${one}Looks`, "Allow", ["s3:GetBucketAcl"], "policy", ofAccount),
          states(`${one}Writes`, "Allow", ["s3:PutObject"], "policy", ofAccount),
        ]),
      ],
    },
    {
      what: "the list of who reads the logs",
      token: "aws:s3/bucketLogging:BucketLogging",
      tests: [is("region", homeRegion), is("bucket", logs), is("targetBucket", readers)],
    },
    {
      what: "the key of the logs",
      token: "aws:kms/key:Key",
      tests: [
        is("region", homeRegion),
        is("enableKeyRotation", true),
        states("AccountAdministers", "Allow", ["kms:*"]),
        ...["TrailWrites", "ConfigWrites", "FlowsWrite", "EventsWrite"].map((one) =>
          states(one, "Allow", ["kms:GenerateDataKey*"], "policy", ofAccount),
        ),
      ],
    },
    {
      what: "the name of the key of the logs",
      token: "aws:kms/alias:Alias",
      tests: [is("name", baselineNames.logKey), is("region", homeRegion), given("targetKeyId")],
    },
    {
      what: "the trail",
      token: "aws:cloudtrail/trail:Trail",
      tests: [
        is("region", homeRegion),
        is("s3BucketName", logs),
        given("kmsKeyId"),
        ...on(
          "isMultiRegionTrail",
          "includeGlobalServiceEvents",
          "enableLogFileValidation",
          "enableLogging",
        ),
        records(["eventCategory", "Management"]),
        records(["eventCategory", "Data"], ["resources.type", "AWS::S3::Object"]),
      ],
    },
    {
      what: "the topic of notices",
      token: "aws:sns/topic:Topic",
      tests: [is("name", baselineNames.topic), is("region", homeRegion), given("kmsMasterKeyId")],
    },
    {
      what: "who may write into the topic of notices",
      token: "aws:sns/topicPolicy:TopicPolicy",
      tests: [
        is("region", homeRegion),
        states("EventsTell", "Allow", ["sns:Publish"], "policy", ofAccount),
      ],
    },
    {
      what: "who reads the notices",
      token: "aws:sns/topicSubscription:TopicSubscription",
      tests: [is("region", homeRegion), is("protocol", "email"), given("endpoint"), given("topic")],
    },
  ];
}

/** The trail has a selector with these values of these fields. */
function records(...fields: readonly (readonly [field: string, value: string])[]): Test {
  return some(
    "advancedEventSelectors",
    ...fields.map(([field, value]) =>
      some("fieldSelectors", is("field", field), names("equals", value)),
    ),
  );
}
