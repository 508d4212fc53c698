import { placeName, type Scene } from "../../core/behaviour.js";
import type { WorldObject } from "../../core/journal.js";

/** What the baseline of an account consists of. */
export const accountKinds = {
  adminGuardDuty: "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
  adminSecurityHub: "aws:securityhub/organizationAdminAccount:OrganizationAdminAccount",
  analyzer: "aws:accessanalyzer/analyzer:Analyzer",
  anomalyMonitor: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
  anomalySubscription: "aws:costexplorer/anomalySubscription:AnomalySubscription",
  backupSettings: "aws:backup/regionSettings:RegionSettings",
  bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  bucketLogging: "aws:s3/bucketLogging:BucketLogging",
  bucketOwnership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketPublicBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  bucketEncryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  budget: "aws:budgets/budget:Budget",
  channel: "aws:cfg/deliveryChannel:DeliveryChannel",
  contact: "aws:account/alternativeContact:AlternativeContact",
  defaultGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  defaultKey: "aws:ebs/defaultKmsKey:DefaultKmsKey",
  delegation: "aws:organizations/delegatedAdministrator:DelegatedAdministrator",
  detector: "aws:guardduty/detector:Detector",
  detectorFeature: "aws:guardduty/detectorFeature:DetectorFeature",
  encryption: "aws:ebs/encryptionByDefault:EncryptionByDefault",
  eventRule: "aws:cloudwatch/eventRule:EventRule",
  eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
  flowLog: "aws:ec2/flowLog:FlowLog",
  hub: "aws:securityhub/account:Account",
  imageBlock: "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
  metadata: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
  oidcProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  organizationPolicy: "aws:organizations/policy:Policy",
  organizationPolicyAttachment: "aws:organizations/policyAttachment:PolicyAttachment",
  passwords: "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  policy: "aws:iam/policy:Policy",
  publicBlock: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  recorder: "aws:cfg/recorder:Recorder",
  recorderStatus: "aws:cfg/recorderStatus:RecorderStatus",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rootFeatures: "aws:iam/organizationsFeatures:OrganizationsFeatures",
  samlProvider: "aws:iam/samlProvider:SamlProvider",
  serviceLinkedRole: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
  snapshotBlock: "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  standard: "aws:securityhub/standardsSubscription:StandardsSubscription",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  topicSubscription: "aws:sns/topicSubscription:TopicSubscription",
  trail: "aws:cloudtrail/trail:Trail",
} as const;

type AccountKind = (typeof accountKinds)[keyof typeof accountKinds];

/** All objects of a kind in the scene's account and region. */
export function there({ world, place }: Scene, kind: AccountKind): WorldObject[] {
  return world.all("aws", kind, placeName(place));
}

/** The object of a kind with an id in the scene's account and region. */
export function oneThere(
  { world, place }: Scene,
  kind: AccountKind,
  id: string | undefined,
): WorldObject | undefined {
  return id === undefined
    ? undefined
    : world.get({ platform: "aws", place: placeName(place), kind, id });
}
