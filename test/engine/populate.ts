import type { JsonObject } from "../../simulator/core/json.js";
import { Client } from "../simulator/client.js";

/** What somebody had in a region before us. */
export interface Populated {
  readonly region: string;
  readonly detector: string;
}

const log = "others-config-333333333333";

/** Gives an account what the people before us had: a recorder, a channel, a detector and a hub. */
export async function populate(
  port: number,
  account: string,
  regions: readonly string[],
): Promise<Populated[]> {
  const client = await Client.aws(port, account);
  const make = async (type: string, inputs: JsonObject) => {
    const { inputs: checked, failures } = await client.check(type, inputs);
    if (failures.length > 0) {
      throw new Error(`${type}: ${JSON.stringify(failures)}`);
    }
    return client.create(type, checked.value);
  };
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: "config.amazonaws.com" } }],
  });
  await make("aws:s3/bucket:Bucket", { bucket: log });
  await make("aws:s3/bucketPolicy:BucketPolicy", { bucket: log, policy });
  const role = await make("aws:iam/serviceLinkedRole:ServiceLinkedRole", {
    awsServiceName: "config.amazonaws.com",
  });
  const found: Populated[] = [];
  for (const region of regions) {
    const roleArn = role.properties.value["arn"] ?? "";
    await make("aws:cfg/recorder:Recorder", { region, name: "default", roleArn });
    await make("aws:cfg/deliveryChannel:DeliveryChannel", {
      ...{ region, name: "default", s3BucketName: log },
    });
    await make("aws:cfg/recorderStatus:RecorderStatus", {
      ...{ region, name: "default", isEnabled: true },
    });
    const detector = await make("aws:guardduty/detector:Detector", {
      ...{
        region,
        enable: false,
        findingPublishingFrequency: "SIX_HOURS",
        tags: { Team: "others" },
      },
    });
    await make("aws:securityhub/account:Account", { region, enableDefaultStandards: true });
    found.push({ region, detector: detector.id });
  }
  client.close();
  return found;
}
