import { Provider } from "@pulumi/aws/provider.js";

/** An AWS account and the region in which to work. */
export interface AwsTarget {
  readonly account: string;
  readonly region: string;
}

/** The provider of one account. It refuses to work in any other, whatever credentials it gets. */
export function awsProvider({ account, region }: AwsTarget): Provider {
  return new Provider(`aws-${account}`, { region, allowedAccountIds: [account] });
}
