import * as accessanalyzer from "@pulumi/aws/accessanalyzer";
import * as backup from "@pulumi/aws/backup";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { backedUpTypes } from "../service/account/backedUp.js";
import type { AccountDescription } from "../service/account/description.js";
import { baselineNames } from "../service/account/names.js";
import { createDetection } from "./detection.js";
import { diskKeyPolicy } from "./logs.plan.js";
import { type Part, partOf, type Standing } from "./part.js";
import { createRecording, type Recording } from "./recording.js";

/** What a region of an account is told. */
export interface AwsRegionArgs extends Recording {
  readonly account: AccountDescription;
  /** Ids of the networks that stand there. */
  readonly vpcs: readonly string[];
  /** What stands there and is adopted, by role. */
  readonly standing: Standing;
}

/** The baseline of one region of an AWS account. */
export class AwsRegion extends pulumi.ComponentResource {
  constructor(name: string, args: AwsRegionArgs, opts?: pulumi.ComponentResourceOptions) {
    const { account, region, vpcs } = args;
    super("comanaged:account:AwsRegion", name, { region, vpcs }, opts);
    const part = partOf(name, account, { parent: this, standing: args.standing });
    encryptDisks(part, region);
    closeSharing(part, region);
    createNetworkGuards(part, args);
    new accessanalyzer.Analyzer(
      `${name}-analyzer`,
      {
        region,
        analyzerName: baselineNames.analyzer,
        type: "ACCOUNT",
        tags: part.tags("analyzer"),
      },
      part.options("analyzer"),
    );
    const status = createRecording(part, args);
    createDetection(part, region, [status]);
    new backup.RegionSettings(
      `${name}-backup-settings`,
      {
        region,
        resourceTypeOptInPreference: Object.fromEntries(backedUpTypes.map((type) => [type, true])),
      },
      part.options("backup-settings"),
    );
    this.registerOutputs({ region, vpcs });
  }
}

function encryptDisks(part: Part, region: string): void {
  const key = new kms.Key(
    `${part.name}-disk-key`,
    {
      region,
      description: "Encrypts disks that name no key",
      enableKeyRotation: true,
      policy: JSON.stringify(diskKeyPolicy(part.account.account)),
      tags: part.tags("disk-key"),
    },
    part.options("disk-key"),
  );
  new kms.Alias(
    `${part.name}-disk-key-alias`,
    { region, name: baselineNames.diskKey, targetKeyId: key.keyId },
    part.options("disk-key-alias"),
  );
  const chosen = new ebs.DefaultKmsKey(
    `${part.name}-default-key`,
    { region, keyArn: key.arn },
    part.options("default-key"),
  );
  new ebs.EncryptionByDefault(
    `${part.name}-encryption`,
    { region, enabled: true },
    part.options("encryption", [chosen]),
  );
}

function closeSharing(part: Part, region: string): void {
  new ebs.SnapshotBlockPublicAccess(
    `${part.name}-snapshot-block`,
    { region, state: "block-all-sharing" },
    part.options("snapshot-block"),
  );
  new ec2.ImageBlockPublicAccess(
    `${part.name}-image-block`,
    { region, state: "block-new-sharing" },
    part.options("image-block"),
  );
  new ec2.InstanceMetadataDefaults(
    `${part.name}-metadata`,
    // Instance tags stay out of the metadata service: AWS refuses some tag keys once they are in.
    { region, httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 2 },
    part.options("metadata"),
  );
}

/** Empties the default group of every network and records who talks with whom. */
function createNetworkGuards(part: Part, { region, vpcs, logs }: AwsRegionArgs): void {
  for (const vpcId of vpcs) {
    new ec2.DefaultSecurityGroup(
      `${part.name}-default-group-${vpcId}`,
      { region, vpcId },
      part.options(`default-group-${vpcId}`),
    );
    new ec2.FlowLog(
      `${part.name}-flow-log-${vpcId}`,
      {
        ...{ region, vpcId, trafficType: "ALL", logDestinationType: "s3" },
        logDestination: `arn:aws:s3:::${logs.bucket}`,
        tags: part.tags(`flow-log-${vpcId}`),
      },
      part.options(`flow-log-${vpcId}`, logs.ready),
    );
  }
}
