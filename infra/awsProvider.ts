import { Provider } from "@pulumi/aws/provider.js";

/** An AWS account and the region in which to work. */
export interface AwsTarget {
  readonly account: string;
  readonly region: string;
  /** The role that is taken in it; the credentials at hand are its own when absent. */
  readonly role?: string;
}

/** Gives the provider of each account. */
export type AwsProviders = (target: AwsTarget) => Provider;

/** The provider of one account. It refuses to work in any other, whatever credentials it gets. */
export function awsProvider({ account, region, role }: AwsTarget): Provider {
  return new Provider(`aws-${account}`, {
    region,
    allowedAccountIds: [account],
    ...(role !== undefined && {
      assumeRoles: [{ roleArn: `arn:aws:iam::${account}:role/${role}`, sessionName: "comanaged" }],
    }),
  });
}

/** One provider for each account, however often it is asked for: each is a process of its own. */
export function awsProviders(): AwsProviders {
  const made = new Map<string, Provider>();
  return (target) => {
    const provider = made.get(target.account) ?? awsProvider(target);
    made.set(target.account, provider);
    return provider;
  };
}
