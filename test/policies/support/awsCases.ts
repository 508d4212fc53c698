import { askedControls, auditFrameworks } from "../../../policies/backup/auditFrameworks.js";
import { finalSnapshots } from "../../../policies/backup/finalSnapshots.js";
import { keptVaults } from "../../../policies/backup/keptVaults.js";
import { lockedRetention } from "../../../policies/backup/lockedRetention.js";
import { offsiteCopies } from "../../../policies/backup/offsiteCopies.js";
import { rawCopies } from "../../../policies/backup/rawCopies.js";
import { restoreTests } from "../../../policies/backup/restoreTests.js";
import { encryptedCopies } from "../../../policies/encryption/encryptedCopies.js";
import { listenerTransport } from "../../../policies/encryption/listenerTransport.js";
import { restorableSecrets } from "../../../policies/encryption/restorableSecrets.js";
import { wholeOrganization } from "../../../policies/governance/wholeOrganization.js";
import { noAdministrators } from "../../../policies/identity/administrators.js";
import { managedPasswords } from "../../../policies/identity/managedPasswords.js";
import { shortSessions } from "../../../policies/identity/shortSessions.js";
import { detectorFeatures } from "../../../policies/logging/detectorFeatures.js";
import { serialConsole } from "../../../policies/machine/serialConsole.js";
import { closedBucketLists } from "../../../policies/network/bucketLists.js";
import { bucketLocks } from "../../../policies/network/bucketLocks.js";
import { internetBlock } from "../../../policies/network/internetBlock.js";
import { managedInstances } from "../../../policies/patching/managedInstances.js";
import { windowEnds } from "../../../policies/patching/windowEnds.js";
import { type Case, type Row, secret, unknown } from "./cases.js";
import { flagRows, ruleCases, valueRows } from "./rows.js";

const plan = "aws:backup/plan:Plan";
const framework = "aws:backup/framework:Framework";
const vault = "aws:backup/vault:Vault";
const lock = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const restorePlan = "aws:backup/restoreTestingPlan:RestoreTestingPlan";
const database = "aws:rds/instance:Instance";
const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:ec2/instance:Instance";
const task = "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask";
const role = "aws:iam/role:Role";
const ssoPolicy = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment";
const permissionSet = "aws:ssoadmin/permissionSet:PermissionSet";
const listener = "aws:lb/listener:Listener";
const managedSecret = "aws:secretsmanager/secret:Secret";
const bucketLock = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const bucketList = "aws:s3/bucketAcl:BucketAcl";
const internet = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions";
const exclusion = "aws:ec2/vpcBlockPublicAccessExclusion:VpcBlockPublicAccessExclusion";
const feature = "aws:guardduty/detectorFeature:DetectorFeature";
const memberFeature = "aws:guardduty/memberDetectorFeature:MemberDetectorFeature";
const newFeature =
  "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature";
const console = "aws:ec2/serialConsoleAccess:SerialConsoleAccess";
const organization = "aws:organizations/organization:Organization";

const copiesTo = (destinationVaultArn: unknown) => ({
  rules: [{ schedule: "rate(1 day)" }, { copyActions: [{ destinationVaultArn }] }],
});

const attachments = ["rolePolicy", "groupPolicy", "userPolicy", "policy"].map(
  (name) => `aws:iam/${name}Attachment:${name.charAt(0).toUpperCase()}${name.slice(1)}Attachment`,
);

const arn = (name: string) => `arn:aws:iam::aws:policy/${name}`;
const policies = {
  good: [arn("AmazonSSMManagedInstanceCore"), "arn:aws:iam::111111111111:policy/own"],
  bad: [
    arn("AdministratorAccess"),
    arn("IAMFullAccess"),
    "arn:aws-cn:iam::aws:policy/PowerUserAccess",
  ],
  missing: "pass",
} as const;

const modern = "ELBSecurityPolicy-TLS13-1-2-2021-06";
const actions = (...types: readonly unknown[]) => ({
  protocol: "HTTP",
  defaultActions: types.map((type) => ({ type })),
});

const listenerRows: readonly Row[] = [
  ...["TCP", "UDP", "GENEVE"].map((protocol): Row => ["pass", "pass", listener, { protocol }]),
  ["pass", "pass", listener, actions("redirect")],
  ["fail", "fail", listener, actions("redirect", "forward")],
  ["fail", "fail", listener, actions()],
  ["missing", "fail", listener, {}],
  ["missing", "fail", listener, { protocol: "HTTPS" }],
  ["unknown", "undetermined", listener, { protocol: unknown }],
  ["unknown", "undetermined", listener, { defaultActions: unknown }],
  ["unknown", "undetermined", listener, actions(unknown)],
  ["secret", "fail", listener, { protocol: secret("canary") }],
  ["wrong type", "fail", listener, { protocol: 443 }],
  ["wrong type", "fail", listener, { ...actions(), defaultActions: "redirect" }],
];

const locks = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

const grant = (uri: unknown) => ({
  accessControlPolicy: { grants: [{ grantee: { id: "one" } }, { grantee: { uri } }] },
});

const snapshotCopy = "aws:ebs/snapshotCopy:SnapshotCopy";
const storage = "azure-native:storage:StorageAccount";
const recovery = "azure-native:recoveryservices:Vault";
const dataVault = "azure-native:dataprotection:BackupVault";
const replication = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const lifecycle = "aws:dlm/lifecyclePolicy:LifecyclePolicy";
const gallery = "azure-native:compute:GalleryImageVersion";

const store = (location: unknown, name: unknown) => ({ location, sku: { name } });
const copiedBy = (target: string) => ({
  policyDetails: { schedules: [{ crossRegionCopyRules: [{ target }] }] },
});
const publishedTo = (name: string) => ({ publishingProfile: { targetRegions: [{ name }] } });

/** Where the other types say to which region they copy. */
const copiers: readonly (readonly [string, (place: string) => Record<string, unknown>])[] = [
  ["aws:dynamodb/table:Table", (regionName) => ({ replicas: [{ regionName }] })],
  ["aws:ec2/amiCopy:AmiCopy", (region) => ({ region })],
  [
    "aws:efs/replicationConfiguration:ReplicationConfiguration",
    (region) => ({ destination: { region } }),
  ],
  [
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
    (destinationRegion) => ({ destinationRegion }),
  ],
  [
    "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
    (region) => ({ region }),
  ],
  ["aws:rds/snapshotCopy:SnapshotCopy", (destinationRegion) => ({ destinationRegion })],
  ["aws:redshift/snapshotCopy:SnapshotCopy", (destinationRegion) => ({ destinationRegion })],
];

const rawCopyRows: readonly Row[] = [
  ...copiers.flatMap(([type, put]): Row[] => [
    ["pass", "pass", type, put("eu-west-3")],
    ["fail", "fail", type, put("sa-east-1")],
  ]),
  ["fail", "fail", "azure-native:compute:Snapshot", { location: "eastus2" }],
  ["unknown", "undetermined", storage, store(unknown, "Standard_GRS")],
  ["unknown", "pass", storage, store(unknown, "Standard_LRS")],
  ["pass", "pass", storage, store("West Europe", "Standard_RAGZRS")],
  ["pass", "pass", storage, store("brazilsouth", "Standard_ZRS")],
  ["fail", "fail", storage, store("Brazil South", "Standard_RAGRS")],
  ["fail", "fail", storage, store("eastus", "Standard_GZRS")],
  ["unknown", "undetermined", storage, store("eastus", unknown)],
  // A vault copies to its pair unless it says otherwise.
  ["missing", "fail", recovery, { location: "eastus" }],
  ["pass", "pass", recovery, { location: "germanywestcentral" }],
  [
    "fail",
    "fail",
    dataVault,
    { location: "uksouth", properties: { storageSettings: [{ type: "GeoRedundant" }] } },
  ],
  [
    "pass",
    "pass",
    dataVault,
    { location: "uksouth", properties: { storageSettings: [{ type: "ZoneRedundant" }] } },
  ],
  ["fail", "fail", replication, { rules: [{ destination: { bucket: "arn:aws:s3:::copies" } }] }],
  ["unknown", "undetermined", replication, { rules: unknown }],
  ["wrong type", "fail", replication, { rules: "all" }],
  ["pass", "pass", lifecycle, copiedBy("eu-north-1")],
  ["fail", "fail", lifecycle, copiedBy("ap-east-1")],
  ["pass", "pass", gallery, publishedTo("North Europe")],
  ["fail", "fail", gallery, publishedTo("East US")],
];

/** A framework that asks for everything, with a figure of its own. */
const judging = (value: unknown) => ({
  controls: [
    ...askedControls.map((name) => ({ name })),
    {
      name: "BACKUP_LAST_RECOVERY_POINT_CREATED",
      inputParameters: [{ name: "recoveryPointAgeValue", value }],
    },
  ],
});

/** Rules on accounts, databases and servers in AWS that look at single values. */
export const awsCases: readonly Case[] = [
  ...ruleCases(
    offsiteCopies,
    valueRows(plan, copiesTo, {
      good: ["arn:aws:backup:eu-west-1:222222222222:backup-vault:copies"],
      bad: ["", "copies"],
    }),
    [
      ["missing", "fail", plan, {}],
      ["missing", "fail", plan, { rules: [{}] }],
      ["fail", "fail", plan, { rules: [] }],
      ["unknown", "undetermined", plan, { rules: unknown }],
      ["unknown", "undetermined", plan, { rules: [{ copyActions: unknown }] }],
      ["wrong type", "fail", plan, { rules: "daily" }],
      ["wrong type", "fail", plan, { rules: [{ copyActions: "copies" }] }],
    ],
  ),
  ...ruleCases(
    rawCopies,
    valueRows(plan, copiesTo, {
      good: ["arn:aws:backup:eu-west-1:222222222222:backup-vault:copies", ""],
      bad: ["arn:aws:backup:us-east-1:222222222222:backup-vault:copies", "copies"],
      missing: "pass",
    }),
    valueRows(snapshotCopy, (region) => ({ region }), {
      good: ["eu-central-1", "EU-CENTRAL-2"],
      bad: ["eu-west-2", "eu-west-9", "us-east-1"],
      missing: "pass",
    }),
    rawCopyRows,
  ),
  ...ruleCases(
    auditFrameworks,
    valueRows(framework, judging, { good: ["1", "168"], bad: ["169", "", "a day"] }),
    [
      ["missing", "fail", framework, {}],
      ["unknown", "undetermined", framework, { controls: unknown }],
      ["wrong type", "fail", framework, { controls: "all" }],
    ],
  ),
  ...ruleCases(
    restoreTests,
    valueRows(restorePlan, (scheduleExpression) => ({ scheduleExpression }), {
      good: [
        "cron(0 5 1 * ? *)",
        "cron(0 5 ? */3 SUN *)",
        "cron(0 5 1 1/2 ? *)",
        "cron(0 5 1 3,6,9,12 ? *)",
        "rate(92 days)",
        "rate(24 hours)",
      ],
      bad: [
        "cron(0 5 1 1 ? *)",
        "cron(0 5 1 */4 ? *)",
        "cron(0 5 1 * ? 2027)",
        "rate(93 days)",
        "",
      ],
    }),
  ),
  ...ruleCases(
    keptVaults,
    flagRows(vault, (forceDestroy) => ({ forceDestroy }), false, "pass"),
  ),
  ...ruleCases(
    lockedRetention,
    valueRows(lock, (minRetentionDays) => ({ minRetentionDays, maxRetentionDays: 400 }), {
      good: [7, 365],
      bad: [6, 0],
      odd: ["7"],
    }),
  ),
  ...ruleCases(
    finalSnapshots,
    ...[database, cluster].map((type) =>
      flagRows(type, (skipFinalSnapshot) => ({ skipFinalSnapshot }), false, "pass"),
    ),
  ),
  ...ruleCases(
    managedInstances,
    valueRows(instance, (iamInstanceProfile) => ({ iamInstanceProfile }), {
      good: ["servers"],
      bad: ["", " "],
    }),
  ),
  ...ruleCases(
    windowEnds,
    valueRows(task, (cutoffBehavior) => ({ cutoffBehavior }), {
      good: ["CANCEL_TASK"],
      bad: ["CONTINUE_TASK", ""],
    }),
  ),
  ...ruleCases(
    managedPasswords,
    ...[
      [database, "password"],
      [database, "passwordWo"],
      [cluster, "masterPassword"],
      [cluster, "masterPasswordWo"],
    ].map(([type = "", key = ""]): readonly Row[] => [
      ["pass", "pass", type, { manageMasterUserPassword: true }],
      ["fail", "fail", type, { [key]: "canary" }],
      ["unknown", "undetermined", type, { [key]: unknown }],
      ["secret", "fail", type, { [key]: secret("canary") }],
      ["missing", "pass", type, { [key]: null }],
      ["wrong type", "fail", type, { [key]: 7 }],
    ]),
  ),
  ...ruleCases(
    noAdministrators,
    ...attachments.map((type) => valueRows(type, (policyArn) => ({ policyArn }), policies)),
    valueRows(ssoPolicy, (managedPolicyArn) => ({ managedPolicyArn }), policies),
    valueRows(role, (one) => ({ managedPolicyArns: [arn("ReadOnlyAccess"), one] }), policies),
    [
      ["unknown", "undetermined", role, { managedPolicyArns: unknown }],
      ["wrong type", "fail", role, { managedPolicyArns: "AdministratorAccess" }],
    ],
  ),
  ...ruleCases(
    shortSessions,
    valueRows(permissionSet, (sessionDuration) => ({ sessionDuration }), {
      good: ["PT8H", "PT1H", "PT480M", "PT7H59M59S"],
      bad: ["PT8H1M", "PT12H", "PT481M", "P1D", "", "8"],
      missing: "pass",
    }),
  ),
  ...ruleCases(
    encryptedCopies,
    ...[
      "aws:ebs/snapshotCopy:SnapshotCopy",
      "aws:ebs/snapshotImport:SnapshotImport",
      "aws:ec2/amiCopy:AmiCopy",
    ].map((type) => flagRows(type, (encrypted) => ({ encrypted }), true)),
  ),
  ...ruleCases(
    listenerTransport,
    valueRows(listener, (sslPolicy) => ({ protocol: "HTTPS", sslPolicy }), {
      good: [
        modern,
        "ELBSecurityPolicy-TLS13-1-3-2021-06",
        "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
      ],
      bad: ["ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-0-2021-06", ""],
    }),
    valueRows(listener, (sslPolicy) => ({ protocol: "TLS", sslPolicy }), {
      good: [modern],
      bad: ["ELBSecurityPolicy-TLS-1-1-2017-01"],
    }),
    listenerRows,
  ),
  ...ruleCases(
    restorableSecrets,
    valueRows(managedSecret, (recoveryWindowInDays) => ({ recoveryWindowInDays }), {
      good: [7, 30],
      bad: [0, 6],
      odd: ["30"],
      missing: "pass",
    }),
  ),
  ...ruleCases(
    bucketLocks,
    ...Object.keys(locks).map((key) =>
      flagRows(bucketLock, (value) => ({ ...locks, [key]: value }), true),
    ),
  ),
  ...ruleCases(
    closedBucketLists,
    valueRows(bucketList, (acl) => ({ acl }), {
      good: ["private", "log-delivery-write"],
      bad: ["public-read", "public-read-write", "authenticated-read", "Private"],
      missing: "pass",
    }),
    valueRows(bucketList, grant, {
      good: ["http://acs.amazonaws.com/groups/s3/LogDelivery"],
      bad: [
        "http://acs.amazonaws.com/groups/global/AllUsers",
        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
      ],
      missing: "pass",
    }),
    [
      ["unknown", "undetermined", bucketList, { accessControlPolicy: unknown }],
      ["wrong type", "fail", bucketList, { accessControlPolicy: { grants: "all" } }],
    ],
  ),
  ...ruleCases(
    internetBlock,
    valueRows(internet, (internetGatewayBlockMode) => ({ internetGatewayBlockMode }), {
      good: ["block-bidirectional", "block-ingress"],
      bad: ["off", "allow-egress"],
    }),
    valueRows(exclusion, (internetGatewayExclusionMode) => ({ internetGatewayExclusionMode }), {
      good: ["allow-egress"],
      bad: ["allow-bidirectional", "block-ingress"],
    }),
  ),
  ...ruleCases(
    detectorFeatures,
    ...[feature, memberFeature].map((type) =>
      valueRows(type, (status) => ({ status }), {
        good: ["ENABLED"],
        bad: ["DISABLED", "enabled"],
      }),
    ),
    valueRows(newFeature, (autoEnable) => ({ autoEnable }), {
      good: ["ALL"],
      bad: ["NEW", "NONE"],
    }),
  ),
  ...ruleCases(
    serialConsole,
    flagRows(console, (enabled) => ({ enabled }), false),
  ),
  ...ruleCases(
    wholeOrganization,
    valueRows(
      organization,
      (featureSet) => ({ featureSet, enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] }),
      { good: ["ALL"], bad: ["CONSOLIDATED_BILLING"], missing: "pass" },
    ),
    [
      ["missing", "fail", organization, {}],
      ["fail", "fail", organization, { enabledPolicyTypes: ["BACKUP_POLICY"] }],
      ["unknown", "undetermined", organization, { enabledPolicyTypes: unknown }],
      ["unknown", "undetermined", organization, { enabledPolicyTypes: ["TAG_POLICY", unknown] }],
      ["wrong type", "fail", organization, { enabledPolicyTypes: "SERVICE_CONTROL_POLICY" }],
    ],
  ),
];
