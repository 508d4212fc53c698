import {
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  SSMClient,
  type SSMClientConfig,
} from "@aws-sdk/client-ssm";
import { markerName } from "../../components/patching/awsRelease.plan.js";
import type { Pending, Release, ReleaseSink } from "./sink.js";

/** Where groups are released. */
export interface AwsReleaseScope {
  /** Name of the patching component, such as `chemistry-patching`. */
  readonly patching: string;
  /** Settings of the SDK's client. */
  readonly client: SSMClientConfig;
}

/**
 * Tells the runbook of a group when its test ring was done. Rings with all of their servers on AWS
 * need no telling: the runbook looks at those itself.
 */
export class AwsReleaseSink implements ReleaseSink {
  private readonly name: string;
  private readonly client: SSMClient;

  constructor({ patching, client }: AwsReleaseScope) {
    this.name = patching;
    this.client = new SSMClient(client);
  }

  async pending({ ring, testedAt, testedOn }: Release): Promise<Pending> {
    if (testedOn.every((platform) => platform === "aws")) {
      return { writes: [], problems: [] };
    }
    const Name = markerName({ name: this.name }, ring);
    // Rounded up, so that the soak time is never shorter than promised.
    const Value = testedAt.round({ smallestUnit: "second", roundingMode: "ceil" }).toString();
    if ((await this.valueOf(Name)) === Value) {
      return { writes: [], problems: [] };
    }
    const apply = async () => {
      await this.client.send(
        new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }),
      );
    };
    return { writes: [{ what: `parameter ${Name} ${Value}`, apply }], problems: [] };
  }

  private async valueOf(Name: string): Promise<string | undefined> {
    try {
      const { Parameter } = await this.client.send(new GetParameterCommand({ Name }));
      return Parameter?.Value;
    } catch (failure) {
      if (failure instanceof ParameterNotFound) {
        return undefined;
      }
      throw failure;
    }
  }
}
