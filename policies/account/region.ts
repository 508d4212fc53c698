import { backedUpTypes } from "../../components/service/account/backedUp.js";
import { detectionFeatures } from "../../components/service/account/detection.js";
import { baselineNames, logBucket } from "../../components/service/account/names.js";
import { requiredStandards, standardArn } from "../../components/service/account/standards.js";
import { holds } from "../framework/certainty.js";
import type { LogFacts } from "./logs.js";
import { given, is, type Requirement, states, type Test } from "./requirement.js";

/** What every region of an account has. Networks are told by their places: texts may be secrets. */
export function ofRegion(region: string, facts: LogFacts, vpcs: readonly string[]): Requirement[] {
  const here = (what: string, token: string, ...tests: readonly Test[]): Requirement => ({
    what,
    token,
    tests: [is("region", region), ...tests],
  });
  const isHome = region === facts.homeRegion;
  return [
    here(
      "the key of disks",
      "aws:kms/key:Key",
      is("enableKeyRotation", true),
      is("description", "Encrypts disks that name no key"),
      states("AccountAdministers", "Allow", ["kms:*"]),
    ),
    here(
      "the name of the key of disks",
      "aws:kms/alias:Alias",
      is("name", baselineNames.diskKey),
      given("targetKeyId"),
    ),
    here(
      "the key for disks that name none",
      "aws:ebs/defaultKmsKey:DefaultKmsKey",
      given("keyArn"),
    ),
    here(
      "the encryption of disks by default",
      "aws:ebs/encryptionByDefault:EncryptionByDefault",
      is("enabled", true),
    ),
    here(
      "the lock against shared snapshots",
      "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
      is("state", "block-all-sharing"),
    ),
    here(
      "the lock against public images",
      "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      is("state", "block-new-sharing"),
    ),
    here(
      "the metadata service",
      "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
      is("httpTokens", "required"),
    ),
    here("the analyzer of access", "aws:accessanalyzer/analyzer:Analyzer", is("type", "ACCOUNT")),
    here(
      "the recorder",
      "aws:cfg/recorder:Recorder",
      is("recordingGroup.allSupported", true),
      is("recordingGroup.includeGlobalResourceTypes", isHome),
      given("roleArn"),
    ),
    here(
      "where records go",
      "aws:cfg/deliveryChannel:DeliveryChannel",
      is("s3BucketName", logBucket(facts.account)),
      given("s3KmsKeyArn"),
    ),
    here("the recording", "aws:cfg/recorderStatus:RecorderStatus", is("isEnabled", true)),
    here(
      "the detector",
      "aws:guardduty/detector:Detector",
      is("enable", true),
      is("findingPublishingFrequency", "FIFTEEN_MINUTES"),
    ),
    ...detectionFeatures.map((feature) =>
      here(
        `the detector's ${feature}`,
        "aws:guardduty/detectorFeature:DetectorFeature",
        is("name", feature),
        is("status", "ENABLED"),
      ),
    ),
    here("the hub", "aws:securityhub/account:Account", is("autoEnableControls", true)),
    ...requiredStandards.map((standard) =>
      here(
        `the standard ${standard}`,
        "aws:securityhub/standardsSubscription:StandardsSubscription",
        is("standardsArn", standardArn(standard, region)),
      ),
    ),
    here(
      "what is backed up",
      "aws:backup/regionSettings:RegionSettings",
      ...backedUpTypes.map(
        (type): Test =>
          (inputs) =>
            holds(inputs.get("resourceTypeOptInPreference").get(type).flag(), (flag) => flag),
      ),
    ),
    ...vpcs.flatMap((vpc, index) => [
      here(
        `the empty default group of vpcs[${index}]`,
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        is("vpcId", vpc),
      ),
      here(
        `the flow log of vpcs[${index}]`,
        "aws:ec2/flowLog:FlowLog",
        is("vpcId", vpc),
        is("trafficType", "ALL"),
        is("logDestinationType", "s3"),
        given("logDestination"),
      ),
    ]),
  ];
}
