import { BackupClient } from "@aws-sdk/client-backup";
import { EC2Client } from "@aws-sdk/client-ec2";
import { type InstanceScope, instanceNamed, instancesByName } from "../clouds/instances.js";
import { inTurn } from "../guests/inTurn.js";

/** Whose servers are asked about, and where. */
export interface AwsServersScope extends InstanceScope {
  readonly region: string;
  /** Where the services answer, in place of AWS. */
  readonly endpoint?: string;
}

/** Who is asked about servers. */
export interface AwsClients {
  readonly ec2: EC2Client;
  readonly backup: BackupClient;
}

/** Servers that are asked about at once. */
const atOnce = 4;

/** What is to be known of a server. */
export interface AskedOfServer<Told> {
  readonly ask: (arn: string, clients: AwsClients) => Promise<Told>;
  /** What is said where it is not known which instance the server is. */
  readonly unclear: (reason: string) => Told;
}

/**
 * What AWS tells of servers, by their names, with the credentials that the SDK finds. Throttling is
 * waited out.
 */
export async function onEachServer<Told>(
  servers: readonly string[],
  scope: AwsServersScope,
  { ask, unclear }: AskedOfServer<Told>,
): Promise<ReadonlyMap<string, Told>> {
  const { region, account, endpoint } = scope;
  const settings = {
    ...{ region, maxAttempts: 8, retryMode: "standard" },
    ...(endpoint !== undefined && { endpoint }),
  };
  const clients = { ec2: new EC2Client(settings), backup: new BackupClient(settings) };
  try {
    const ids = await instancesByName(clients.ec2, scope);
    const told = await inTurn(servers, atOnce, async (name): Promise<[string, Told]> => {
      const one = instanceNamed(ids, name);
      const of = (id: string) => ask(`arn:aws:ec2:${region}:${account}:instance/${id}`, clients);
      return [name, "id" in one ? await of(one.id) : unclear(one.reason)];
    });
    return new Map(told);
  } finally {
    clients.ec2.destroy();
    clients.backup.destroy();
  }
}
