import assert from "node:assert/strict";
import { cisControls, leftOut } from "../../../components/service/account/controls.js";
import { additionsOf } from "../../../components/service/account/counts.js";
import { ledgerOf } from "../../../components/service/account/ledger.js";
import { ofOrganization } from "../../../policies/account/organization.js";
import type { Piece } from "../../policies/support/stack.js";
import { builtAccount, description } from "./builtAccount.js";
import { assertWhole } from "./wholeLedger.js";

/** The controls by which Security Hub judges CIS AWS Foundations v5.0. */
const judged = `
  Account.1 CloudTrail.1 CloudTrail.2 CloudTrail.4 CloudTrail.7 Config.1
  EC2.2 EC2.6 EC2.7 EC2.8 EC2.21 EC2.53 EC2.54 EFS.1 EFS.8
  IAM.2 IAM.3 IAM.4 IAM.5 IAM.6 IAM.9 IAM.15 IAM.16 IAM.18 IAM.22 IAM.26 IAM.27 IAM.28 KMS.4
  RDS.2 RDS.3 RDS.5 RDS.13 RDS.15 S3.1 S3.5 S3.8 S3.20 S3.22 S3.23
`
  .trim()
  .split(/\s+/);

/** The recommendations of the benchmark that it judges by none of them. */
const byPeople = `
  1.1 1.6 1.10 1.12 1.15 1.17 1.20 2.1.3 5.1.2 5.6
  4.1 4.2 4.3 4.4 4.5 4.6 4.7 4.8 4.9 4.10 4.11 4.12 4.13 4.14 4.15 4.16
`
  .trim()
  .split(/\s+/)
  .map((number) => `CIS ${number}`);

/** What a baseline of accounts can consist of, by module and class. */
const classes = `
  accessanalyzer.Analyzer account.AlternativeContact account.PrimaryContact account.Region
  backup.GlobalSettings backup.RegionSettings budgets.Budget cfg.DeliveryChannel cfg.Recorder
  cfg.RecorderStatus cloudtrail.Trail cloudwatch.EventRule costexplorer.AnomalyMonitor
  ebs.DefaultKmsKey ebs.EncryptionByDefault ebs.SnapshotBlockPublicAccess
  ec2.AllowedImagesSettings ec2.DefaultNetworkAcl ec2.DefaultSecurityGroup ec2.DefaultVpc
  ec2.FlowLog ec2.ImageBlockPublicAccess ec2.InstanceMetadataDefaults ec2.SerialConsoleAccess
  ec2.VpcBlockPublicAccessExclusion ec2.VpcBlockPublicAccessOptions guardduty.Detector
  guardduty.DetectorFeature iam.AccountPasswordPolicy iam.OpenIdConnectProvider
  iam.OrganizationsFeatures iam.Role iam.SamlProvider kms.Key
  notifications.NotificationConfiguration organizations.Policy organizations.PolicyAttachment
  s3.AccountPublicAccessBlock s3.BucketLogging s3.BucketPolicy securityhub.Account
  securityhub.FindingAggregator securityhub.StandardsSubscription ssoadmin.PermissionSet
`
  .trim()
  .split(/\s+/);

describe("The ledger of controls", () => {
  let pieces: readonly Piece[];

  before(async () => {
    pieces = await builtAccount(["eu-central-1", "eu-west-1"]);
  });

  it("has every control once", () => {
    assert.equal(judged.length, 40);
    assert.deepEqual(Object.keys(cisControls).sort(), [...judged, ...byPeople].sort());
  });

  it("names what there is, and gives every task and every type that is left out a reason", () => {
    assertWhole(cisControls, leftOut, pieces);
  });

  it("knows of every class whether it is used, by the organization or by the account, or why not", () => {
    const shortly = (token: string) => token.replace(/^aws:([a-z0-9]+)\/\w+:/, "$1.");
    const known = new Set([
      ...pieces.map(({ type }) => shortly(type)),
      ...ofOrganization({ regions: [] }).map(({ token }) => shortly(token)),
      ...Object.keys(leftOut).map(shortly),
    ]);
    assert.deepEqual(
      classes.filter((one) => !known.has(one)),
      [],
    );
  });

  it("says what an account does without, until when and who decided", () => {
    const exemption = { control: "RDS.5", reason: "Tests", owner: "Wei Li", until: "2027-01-31" };
    const [line] = ledgerOf(cisControls, [exemption]).filter(({ control }) => control === "RDS.5");
    assert.deepEqual([line?.by, line?.owner, line?.until], ["exemption", "Wei Li", "2027-01-31"]);
  });

  it("counts what the baseline builds", () => {
    const counted = new Map(
      additionsOf(description, ["eu-central-1", "eu-west-1"]).map(({ what, count }) => [
        what,
        count,
      ]),
    );
    const built = {
      roles: /^aws:iam\/(role:Role|serviceLinkedRole)/,
      "identity providers": /^aws:iam\/(samlProvider|openIdConnectProvider)/,
      policies: /^aws:iam\/policy:Policy/,
      buckets: /^aws:s3\/bucket:Bucket/,
      trails: /^aws:cloudtrail\/trail/,
      recorders: /^aws:cfg\/recorder:/,
      detectors: /^aws:guardduty\/detector:/,
      "paid features of detectors": /^aws:guardduty\/detectorFeature/,
      hubs: /^aws:securityhub\/account/,
      "paid standards": /^aws:securityhub\/standards/,
      analyzers: /^aws:accessanalyzer/,
      keys: /^aws:kms\/key/,
      "rules of events": /^aws:cloudwatch\/eventRule/,
    };
    for (const [what, token] of Object.entries(built)) {
      const count = pieces.filter(({ type }) => token.test(type)).length;
      assert.equal(counted.get(what), count, what);
    }
    assert.equal(counted.size, Object.keys(built).length);
  });
});
