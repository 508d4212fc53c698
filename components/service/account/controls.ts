import type { Fulfilment } from "./control.js";

const resource = (...tokens: readonly string[]): Fulfilment => ({ by: "resource", tokens });
const rule = (...rules: readonly string[]): Fulfilment => ({
  by: "rule",
  rules,
  owner: "customer",
});

const detector = resource("aws:guardduty/detector:Detector");
const notices = resource("aws:cloudwatch/eventRule:EventRule");
const trail = resource("aws:cloudtrail/trail:Trail");

const root: Fulfilment = {
  by: "organization",
  tokens: ["aws:iam/organizationsFeatures:OrganizationsFeatures"],
  why: "The organization takes the credentials of its accounts' root users away.",
};

/**
 * How the baseline meets each recommendation of CIS AWS Foundations v5.0: by the id that Security
 * Hub gives it where that judges it, and by its own number where only people do.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
 */
export const cisControls: Readonly<Record<string, Fulfilment>> = {
  "Account.1": resource("aws:account/alternativeContact:AlternativeContact"),
  "CIS 1.1": {
    by: "task",
    owner: "customer",
    task: "Keep the address and telephone of the account's owner current.",
    why: "Whoever opens the account gives its owner's own address, which the provider can't know.",
  },
  "CIS 1.6": root,
  "CIS 1.10": rule("IAM-02"),
  "CIS 1.12": rule("IAM-02"),
  "CIS 1.15": rule("IAM-01", "IAM-14"),
  "CIS 1.17": rule("IAM-02", "PAT-05"),
  "CIS 1.20": rule("IAM-02", "IAM-03"),
  "CIS 2.1.3": rule("CLS-02"),
  "CIS 4.1": detector,
  "CIS 4.2": notices,
  "CIS 4.3": notices,
  "CIS 4.4": notices,
  "CIS 4.5": notices,
  "CIS 4.6": detector,
  "CIS 4.7": notices,
  "CIS 4.8": notices,
  "CIS 4.9": notices,
  "CIS 4.10": notices,
  "CIS 4.11": notices,
  "CIS 4.12": notices,
  "CIS 4.13": notices,
  "CIS 4.14": notices,
  "CIS 4.15": notices,
  "CIS 4.16": resource("aws:securityhub/account:Account"),
  "CIS 5.1.2": rule("NET-11"),
  "CIS 5.6": {
    by: "task",
    owner: "customer",
    task: "Route to a peered network only what it is asked for.",
    why: "How much of a network another one needs is in no resource of either.",
  },
  "CloudTrail.1": trail,
  "CloudTrail.2": trail,
  "CloudTrail.4": trail,
  "CloudTrail.7": resource("aws:s3/bucketLogging:BucketLogging"),
  "Config.1": resource(
    "aws:cfg/recorder:Recorder",
    "aws:cfg/recorderStatus:RecorderStatus",
    "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  ),
  "EC2.2": resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"),
  "EC2.6": resource("aws:ec2/flowLog:FlowLog"),
  "EC2.7": resource("aws:ebs/encryptionByDefault:EncryptionByDefault"),
  "EC2.8": resource("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"),
  "EC2.21": rule("NET-12"),
  "EC2.53": rule("NET-01"),
  "EC2.54": rule("NET-01"),
  "EFS.1": rule("ENC-03"),
  "EFS.8": rule("ENC-03"),
  "IAM.2": rule("IAM-02"),
  "IAM.3": rule("IAM-02"),
  "IAM.4": root,
  "IAM.5": rule("IAM-02"),
  "IAM.6": root,
  "IAM.9": root,
  "IAM.15": resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy"),
  "IAM.16": resource("aws:iam/accountPasswordPolicy:AccountPasswordPolicy"),
  "IAM.18": resource("aws:iam/role:Role", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
  "IAM.22": rule("IAM-02"),
  "IAM.26": {
    by: "task",
    owner: "customer",
    task: "Delete server certificates of IAM that have expired; take new ones from ACM.",
    why: "A certificate ages while no resource changes.",
  },
  "IAM.27": {
    by: "task",
    owner: "provider",
    task: "Detach AWSCloudShellFullAccess where the finding names it.",
    why: "Attachments made by hand stand in no stack; Security Hub finds them.",
  },
  "IAM.28": resource("aws:accessanalyzer/analyzer:Analyzer"),
  "KMS.4": resource("aws:kms/key:Key"),
  "RDS.2": rule("NET-05"),
  "RDS.3": rule("ENC-03"),
  "RDS.5": {
    by: "task",
    owner: "customer",
    task: "Run databases that must stay up in several zones.",
    why: "It doubles the cost, and only the customer knows what an outage costs.",
  },
  "RDS.13": rule("PAT-08"),
  "RDS.15": {
    by: "task",
    owner: "customer",
    task: "Run clusters that must stay up in several zones.",
    why: "It doubles the cost, and only the customer knows what an outage costs.",
  },
  "S3.1": resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"),
  "S3.5": rule("ENC-09"),
  "S3.8": rule("NET-14"),
  "S3.20": {
    by: "task",
    owner: "provider",
    task: "Leave the finding open: log buckets refuse every deletion by their policy.",
    why: "Only the root user can demand a second factor for deletions, and its credentials are gone.",
  },
  "S3.22": trail,
  "S3.23": trail,
};

/** Types that a baseline could have and this one does without, with the reason. */
export const leftOut: Readonly<Record<string, string>> = {
  "aws:account/primaryContact:PrimaryContact":
    "It is the owner's own address; who opens the account sets it.",
  "aws:account/region:Region":
    "Opting in to a region is a decision of its own; what is on is under the baseline.",
  "aws:backup/globalSettings:GlobalSettings":
    "Only the management account has them, and they are about copies between accounts.",
  "aws:ec2/allowedImagesSettings:AllowedImagesSettings":
    "It stops customers' own images; the rule about supported systems judges those of servers.",
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl":
    "Emptied it would cut off whatever runs; security groups are what is closed.",
  "aws:ec2/defaultVpc:DefaultVpc":
    "Declared it is made where it is absent; every network that stands is guarded instead.",
  "aws:ec2/serialConsoleAccess:SerialConsoleAccess":
    "A policy of the organization owns it; two owners would undo each other.",
  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions":
    "It cuts off servers that are public on purpose; rules judge each public address.",
  "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion":
    "There is no block from which a network could be left out.",
  "aws:notifications/notificationConfiguration:NotificationConfiguration":
    "It tells people who are signed in; the topic writes to a mailbox that several people read.",
  "aws:securityhub/findingAggregator:FindingAggregator":
    "The delegated administrator of the organization sees all regions; notices go home by events.",
  "aws:ssoadmin/permissionSet:PermissionSet":
    "It belongs to the account of the organization; accounts trust the identity provider themselves.",
};
