import { dailyBackups } from "../../../policies/backup/dailyBackups.js";
import { backedUpTypes } from "../../../policies/backup/regionSettings.js";
import { vaultKeys } from "../../../policies/backup/vaultKeys.js";
import { noOutsideSharing } from "../../../policies/classification/outsideSharing.js";
import { encryptionByDefault } from "../../../policies/encryption/encryptionByDefault.js";
import { centralRoot } from "../../../policies/identity/centralRoot.js";
import { noUsers } from "../../../policies/identity/noUsers.js";
import { passwordPolicy } from "../../../policies/identity/passwordPolicy.js";
import { threatDetection } from "../../../policies/logging/detection.js";
import { configurationRecorder } from "../../../policies/logging/recorder.js";
import { logRetention } from "../../../policies/logging/retention.js";
import { completeTrail } from "../../../policies/logging/trail.js";
import { emptyDefaultGroup } from "../../../policies/network/defaultGroup.js";
import { noPublicBuckets } from "../../../policies/network/publicBuckets.js";
import { vulnerabilityScan } from "../../../policies/patching/vulnerabilityScan.js";
import { windowTimes } from "../../../policies/patching/windowTimes.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const block = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const byDefault = "aws:ebs/encryptionByDefault:EncryptionByDefault";
const image = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const snapshot = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const snapshotBlock = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
const imageBlock = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";
const plan = "aws:backup/plan:Plan";
const vault = "aws:backup/vault:Vault";
const region = "aws:backup/regionSettings:RegionSettings";
const window = "aws:ssm/maintenanceWindow:MaintenanceWindow";
const enabler = "aws:inspector2/enabler:Enabler";
const passwords = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const features = "aws:iam/organizationsFeatures:OrganizationsFeatures";
const accessKey = "aws:iam/accessKey:AccessKey";
const attachment = "aws:iam/policyAttachment:PolicyAttachment";
const trail = "aws:cloudtrail/trail:Trail";
const recorder = "aws:cfg/recorder:Recorder";
const recorderStatus = "aws:cfg/recorderStatus:RecorderStatus";
const detector = "aws:guardduty/detector:Detector";
const guardDuty = "aws:guardduty/organizationConfiguration:OrganizationConfiguration";
const securityHub = "aws:securityhub/organizationConfiguration:OrganizationConfiguration";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";

const keyArn = "arn:aws:kms:eu-central-1:111111111111:key/1";
const keys = { good: [keyArn], bad: ["", " "] };

/** A list in every situation that must be empty. */
const emptyRows = (type: string, key: string): readonly Row[] => [
  ["pass", "pass", type, { [key]: [] }],
  ["secret", "pass", type, { [key]: secret([]) }],
  ["fail", "fail", type, { [key]: [{ protocol: "-1" }] }],
  ["fail", "fail", type, { [key]: [unknown] }],
  ["unknown", "undetermined", type, { [key]: unknown }],
  ["secret", "fail", type, { [key]: secret(["canary"]) }],
  ["missing", "pass", type, {}],
  ["wrong type", "fail", type, { [key]: "none" }],
];

const locks = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

const optedIn = { EC2: true, EBS: true, RDS: true, EFS: true };

const daily = "cron(0 1 * * ? *)";
const rule = (schedule: unknown, deleteAfter: unknown = 30) => ({
  rules: [{ schedule: "cron(0 1 ? * SUN *)" }, { schedule, lifecycle: { deleteAfter } }],
});

const weekly = "cron(0 1 ? * SUN *)";
const copied = (deleteAfter: unknown) => ({
  schedule: daily,
  copyActions: [{ lifecycle: { deleteAfter } }],
});

const planRows: readonly Row[] = [
  ...valueRows(plan, (schedule) => rule(schedule), {
    good: [
      daily,
      "cron(0,30 0-5/2 ? * * *)",
      "rate(1 day)",
      "rate(24 hours)",
      "cron(59 23 * * ? *)",
      "cron(0-59 0-23 * * ? *)",
    ],
    bad: ["cron(0 1 ? * MON-FRI *)", "cron(0 1 1 * ? *)", "rate(2 days)", "cron(0 25 * * ? *)", ""],
  }),
  ...valueRows(plan, (days) => rule(daily, days), {
    good: [7, 35],
    bad: [6, 0],
    odd: ["7"],
    missing: "pass",
  }),
  ["pass", "pass", plan, { rules: [{ schedule: daily }] }],
  ["missing", "fail", plan, {}],
  ["missing", "fail", plan, { rules: [] }],
  ["unknown", "undetermined", plan, { rules: unknown }],
  ["unknown", "undetermined", plan, { rules: [unknown, { schedule: daily }] }],
  ["pass", "pass", plan, { rules: [{ schedule: weekly }, copied(30)] }],
  [
    "fail",
    "fail",
    plan,
    { rules: [{ schedule: weekly, lifecycle: { deleteAfter: 6 } }, { schedule: daily }] },
  ],
  ["fail", "fail", plan, { rules: [copied(6)] }],
  ["unknown", "undetermined", plan, { rules: [copied(unknown)] }],
  ["unknown", "undetermined", plan, { rules: [{ schedule: daily, copyActions: unknown }] }],
  ["wrong type", "fail", plan, { rules: [copied("30")] }],
  ["unknown", "undetermined", plan, { rules: [{ schedule: daily, lifecycle: unknown }] }],
  ["wrong type", "fail", plan, { rules: { schedule: daily } }],
  ["wrong type", "fail", plan, { rules: [{ schedule: daily, lifecycle: "30 days" }] }],
];

const opened = {
  schedule: "cron(0 3 ? * TUE *)",
  scheduleTimezone: "Europe/Zurich",
  duration: 3,
  cutoff: 1,
};

const complete = { isMultiRegionTrail: true, enableLogFileValidation: true, kmsKeyId: keyArn };
const trailFlag = (key: string) => (value: unknown) => ({ ...complete, [key]: value });

const listRows = (
  type: string,
  put: (value: unknown) => Readonly<Record<string, unknown>>,
  words: readonly string[],
): readonly Row[] => [
  ["pass", "pass", type, put(words)],
  ["pass", "pass", type, put(["OTHER", ...words])],
  ["unknown", "pass", type, put([unknown, ...words])],
  ["fail", "fail", type, put(["OTHER", ...words.slice(1)])],
  ["fail", "fail", type, put([])],
  ["unknown", "undetermined", type, put(unknown)],
  ["unknown", "undetermined", type, put([unknown, ...words.slice(1)])],
  ["secret", "pass", type, put(secret(words))],
  ["secret", "fail", type, put(secret(["canary"]))],
  ["missing", "fail", type, {}],
  ["wrong type", "fail", type, put(words.join(","))],
  ["wrong type", "fail", type, put([1])],
];

const usersThings = [
  "user:User",
  "userLoginProfile:UserLoginProfile",
  "userPolicy:UserPolicy",
  "userPolicyAttachment:UserPolicyAttachment",
  "userGroupMembership:UserGroupMembership",
  "serviceSpecificCredential:ServiceSpecificCredential",
  "sshKey:SshKey",
];

/** The rules on accounts, except those that read policy documents. */
export const accountCases: readonly Case[] = [
  ...ruleCases(
    emptyDefaultGroup,
    emptyRows(defaultGroup, "ingress"),
    emptyRows(defaultGroup, "egress"),
  ),
  ...ruleCases(
    noPublicBuckets,
    ...Object.keys(locks).map((key) =>
      flagRows(block, (value) => ({ ...locks, [key]: value }), true),
    ),
  ),
  ...ruleCases(
    encryptionByDefault,
    flagRows(byDefault, (enabled) => ({ enabled }), true, "pass"),
  ),
  ...ruleCases(
    noOutsideSharing,
    [
      ["pass", "pass", image, { organizationArn: unknown, imageId: unknown }],
      ["pass", "pass", image, { organizationalUnitArn: secret("canary-unit") }],
      ["fail", "fail", image, { group: "all" }],
      ["fail", "fail", image, { accountId: "222222222222" }],
      ["unknown", "undetermined", image, { group: unknown }],
      ["unknown", "undetermined", image, { accountId: unknown }],
      ["secret", "fail", image, { accountId: secret("canary-account") }],
      ["missing", "pass", image, {}],
      ["wrong type", "fail", image, { accountId: 222222222222 }],
      ["fail", "fail", snapshot, { accountId: "222222222222", snapshotId: "snap-1" }],
      ["missing", "fail", snapshot, {}],
    ],
    valueRows(snapshotBlock, (state) => ({ state }), {
      good: ["block-all-sharing"],
      bad: ["block-new-sharing", "unblocked"],
    }),
    valueRows(imageBlock, (state) => ({ state }), {
      good: ["block-new-sharing"],
      bad: ["unblocked"],
    }),
  ),
  ...ruleCases(dailyBackups, planRows),
  ...ruleCases(
    vaultKeys,
    valueRows(vault, (kmsKeyArn) => ({ kmsKeyArn }), keys),
  ),
  ...ruleCases(
    backedUpTypes,
    ...Object.keys(optedIn).map((key) =>
      flagRows(region, (on) => ({ resourceTypeOptInPreference: { ...optedIn, [key]: on } }), true),
    ),
  ),
  ...ruleCases(
    windowTimes,
    valueRows(window, (schedule) => ({ ...opened, schedule }), {
      good: [
        "cron(0 3 ? * TUE *)",
        "cron(0 0 3 ? * TUE#2 *)",
        "rate(7 days)",
        "at(2026-12-01T03:00)",
      ],
      bad: ["", "TUE 03:00", "cron(0 3)", "rate(0 days)", "cron(0 3 ? * TUE *"],
    }),
    valueRows(window, (scheduleTimezone) => ({ ...opened, scheduleTimezone }), {
      good: ["Europe/Zurich", "UTC", "America/Los_Angeles"],
      bad: ["Europe/Atlantis", "", "CE ST"],
    }),
    valueRows(window, (duration) => ({ ...opened, duration }), {
      good: [2, 24],
      bad: [1, 0, 25],
      odd: ["3", [3]],
    }),
    valueRows(window, (cutoff) => ({ ...opened, cutoff }), {
      good: [1, 2],
      bad: [0, 3, 4],
      odd: ["1", [1]],
    }),
    flagRows(window, (enabled) => ({ ...opened, enabled }), true, "pass"),
  ),
  ...ruleCases(
    vulnerabilityScan,
    listRows(enabler, (resourceTypes) => ({ resourceTypes }), ["EC2"]),
  ),
  ...ruleCases(
    passwordPolicy,
    valueRows(
      passwords,
      (length) => ({ minimumPasswordLength: length, passwordReusePrevention: 24 }),
      { good: [14, 20], bad: [13, 0], odd: ["14"] },
    ),
    valueRows(
      passwords,
      (count) => ({ minimumPasswordLength: 14, passwordReusePrevention: count }),
      { good: [24], bad: [23, 0], odd: ["24"] },
    ),
  ),
  ...ruleCases(
    centralRoot,
    listRows(features, (enabledFeatures) => ({ enabledFeatures }), [
      "RootCredentialsManagement",
      "RootSessions",
    ]),
  ),
  ...ruleCases(
    noUsers,
    valueRows(accessKey, (status) => ({ user: "canary", status }), {
      good: ["Inactive"],
      bad: ["Active", "inactive"],
    }),
    emptyRows(attachment, "users"),
    usersThings.map((name): Row => ["fail", "fail", `aws:iam/${name}`, { user: unknown }]),
  ),
  ...ruleCases(
    completeTrail,
    flagRows(trail, trailFlag("isMultiRegionTrail"), true),
    flagRows(trail, trailFlag("enableLogFileValidation"), true),
    flagRows(trail, trailFlag("enableLogging"), true, "pass"),
    flagRows(trail, trailFlag("includeGlobalServiceEvents"), true, "pass"),
    valueRows(trail, trailFlag("kmsKeyId"), keys),
  ),
  ...ruleCases(
    configurationRecorder,
    flagRows(recorder, (value) => ({ recordingGroup: { allSupported: value } }), true, "pass"),
    flagRows(recorderStatus, (isEnabled) => ({ isEnabled }), true),
    [
      ["missing", "pass", recorder, {}],
      ["unknown", "undetermined", recorder, { recordingGroup: unknown }],
      ["wrong type", "fail", recorder, { recordingGroup: "all" }],
    ],
  ),
  ...ruleCases(
    threatDetection,
    flagRows(detector, (enable) => ({ enable }), true, "pass"),
    flagRows(securityHub, (autoEnable) => ({ autoEnable }), true),
    valueRows(guardDuty, (value) => ({ autoEnableOrganizationMembers: value }), {
      good: ["ALL"],
      bad: ["NEW", "NONE", "all"],
    }),
  ),
  ...ruleCases(
    logRetention,
    valueRows(logGroup, (days) => ({ retentionInDays: days, kmsKeyId: keyArn }), {
      good: [365, 0, 3653],
      bad: [7, 364, -1],
      odd: ["365"],
      missing: "pass",
    }),
    valueRows(logGroup, (kmsKeyId) => ({ retentionInDays: 365, kmsKeyId }), keys),
  ),
];
