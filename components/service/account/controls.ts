import type { Fulfilment } from "./control.js";

const resource = (...tokens: readonly string[]): Fulfilment => ({ by: "resource", tokens });
const rule = (...rules: readonly string[]): Fulfilment => ({
  by: "rule",
  rules,
  owner: "customer",
});

const trail = resource("aws:cloudtrail/trail:Trail");

const root: Fulfilment = {
  by: "organization",
  tokens: ["aws:iam/organizationsFeatures:OrganizationsFeatures"],
  why: "The organization takes the credentials of its accounts' root users away.",
};

/**
 * How the baseline meets each control by which Security Hub judges CIS AWS Foundations v5.0, by the
 * id that Security Hub gives it.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html
 */
export const cisControls: Readonly<Record<string, Fulfilment>> = {
  "Account.1": resource("aws:account/alternativeContact:AlternativeContact"),
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
