import * as cfg from "@pulumi/aws/cfg";
import type { Input, Resource } from "@pulumi/pulumi";
import { baselineNames } from "../service/account/names.js";
import type { Logs } from "./logs.js";
import type { Part } from "./part.js";

/** What a region's records need. */
export interface Recording {
  readonly region: string;
  /** ARN of the role with which AWS Config looks. */
  readonly recorderRole: Input<string>;
  readonly logs: Logs;
  /** What the recorder waits for. */
  readonly after: readonly Resource[];
}

/**
 * Records every change of a region's resources. The recorder, its channel and the switch exist
 * once in a region: what stands under the name is taken over, not doubled.
 *
 * @returns the switch, which everything that judges the records waits for
 */
export function createRecording(part: Part, args: Recording): Resource {
  const { region, logs, recorderRole, after } = args;
  const name = baselineNames.recorder;
  const recorder = new cfg.Recorder(
    `${part.name}-recorder`,
    {
      ...{ region, name, roleArn: recorderRole },
      recordingGroup: {
        allSupported: true,
        // Users, roles and policies exist once in an account and are recorded once.
        includeGlobalResourceTypes: region === part.account.homeRegion,
      },
    },
    part.options("recorder", after),
  );
  const channel = new cfg.DeliveryChannel(
    `${part.name}-delivery`,
    {
      ...{ region, name, s3BucketName: logs.bucket, s3KmsKeyArn: logs.keyArn },
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
    },
    part.options("delivery", [recorder, ...logs.ready]),
  );
  return new cfg.RecorderStatus(
    `${part.name}-recording`,
    { region, name: recorder.name, isEnabled: true },
    part.options("recording", [channel]),
  );
}
