import { baselineNames } from "./names.js";

/** Where AWS tells of what belongs to no region: the root user's sign-in, IAM, the organization. */
const everywhere = "us-east-1";

/** The regions in which an account has to listen, of which `regions` are used. */
export function noticedRegions(regions: readonly string[]): readonly string[] {
  return [...new Set([...regions, everywhere])];
}

/** Something that somebody is told of. */
export interface Notice {
  /** The name of the rule. */
  readonly name: string;
  readonly description: string;
  /** At most 2,048 characters as JSON. */
  readonly pattern: object;
}

/**
 * What somebody is told of, in every region. CIS asks for it from 4.2 to 4.15; what is only unusual,
 * such as refused calls and failed sign-ins, GuardDuty judges.
 *
 * @param deployRole the role of the program, whose changes were reviewed
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function noticesOf(deployRole: string): readonly Notice[] {
  return [
    {
      name: baselineNames.topic,
      description: "Tells of attacks and of the use of emergency access",
      pattern: { $or: [attack, weakness, emergency, owner, withoutSecondFactor] },
    },
    {
      name: baselineNames.changes,
      description: "Tells of changes to rights, logs, keys and networks that went past the program",
      pattern: changesPast(deployRole),
    },
  ];
}

const called = "AWS API Call via CloudTrail";
const signedIn = "AWS Console Sign In via CloudTrail";

/** The least severity of a finding that somebody is told of: what GuardDuty calls high. */
const highSeverity = 7;

const attack = {
  source: ["aws.guardduty"],
  "detail-type": ["GuardDuty Finding"],
  detail: { severity: [{ numeric: [">=", highSeverity] }] },
};

const weakness = {
  source: ["aws.securityhub"],
  "detail-type": ["Security Hub Findings - Imported"],
  detail: { findings: { Severity: { Label: ["CRITICAL"] }, RecordState: ["ACTIVE"] } },
};

const emergency = {
  "detail-type": [called],
  detail: {
    eventName: ["AssumeRole", "AssumeRoleWithSAML"],
    requestParameters: { roleArn: [{ suffix: `:role/${baselineNames.breakGlass}` }] },
  },
};

/** Whatever the owner of the account does; what AWS does in its name is marked. */
const owner = {
  "detail-type": [called, signedIn],
  detail: { userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] } },
};

/** Users alone sign in at AWS; everybody else shows the second factor elsewhere. */
const withoutSecondFactor = {
  "detail-type": [signedIn],
  detail: { userIdentity: { type: ["IAMUser"] }, additionalEventData: { MFAUsed: ["No"] } },
};

const like = (...wildcards: readonly string[]) => wildcards.map((wildcard) => ({ wildcard }));
const by = (name: string) => [`${name}.amazonaws.com`];

/** Changes that AWS does not make itself, and that did not come through the program. */
function changesPast(deployRole: string) {
  const caller = (userName: object) => ({ sessionContext: { sessionIssuer: { userName } } });
  return {
    "detail-type": [called],
    detail: {
      readOnly: [false],
      userIdentity: {
        type: [{ "anything-but": ["AWSService"] }],
        // Users have no session, and a key that is absent is never anything but a name.
        $or: [caller([{ "anything-but": [deployRole] }]), caller([{ exists: false }])],
      },
      $or: [
        { eventSource: by("iam"), eventName: like("*Polic*") },
        { eventSource: [...by("cloudtrail"), ...by("config"), ...by("organizations")] },
        { eventSource: by("kms"), eventName: ["DisableKey", "ScheduleKeyDeletion"] },
        { eventSource: by("s3"), eventName: like("PutBucket*", "DeleteBucket*") },
        {
          eventSource: by("ec2"),
          eventName: like("*SecurityGroup*", "*NetworkAcl*", "*Gateway*", "*Route*", "*Vpc*"),
        },
      ],
    },
  };
}
