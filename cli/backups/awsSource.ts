import { BackupClient } from "@aws-sdk/client-backup";
import { EC2Client } from "@aws-sdk/client-ec2";
import type { BackupState } from "../../components/service/backup/backupReport.js";
import { type InstanceScope, instancesByName } from "../clouds/instances.js";
import { inTurn } from "../guests/inTurn.js";
import { awsBackupState } from "./awsJobs.js";
import type { BackupSource } from "./source.js";

/** Whose servers are read, and where. */
export interface AwsScope extends InstanceScope {
  readonly region: string;
  /** ARNs of the vaults for copies, by the place that classes name. */
  readonly places: Readonly<Record<string, string>>;
}

/** Servers that are asked about at once. */
const atOnce = 4;

/** What AWS Backup knows, with the credentials that the SDK finds. Throttling is waited out. */
export class AwsBackupSource implements BackupSource {
  private readonly scope: AwsScope;

  constructor(scope: AwsScope) {
    this.scope = scope;
  }

  async read(servers: readonly string[]): Promise<ReadonlyMap<string, BackupState>> {
    const { region } = this.scope;
    const settings = { region, maxAttempts: 8, retryMode: "standard" };
    const [ec2, backup] = [new EC2Client(settings), new BackupClient(settings)];
    try {
      const ids = await instancesByName(ec2, this.scope);
      const states = await inTurn(
        servers,
        atOnce,
        async (name): Promise<[string, BackupState]> => [
          name,
          await this.stateOf(backup, ids.get(name) ?? []),
        ],
      );
      return new Map(states);
    } finally {
      ec2.destroy();
      backup.destroy();
    }
  }

  private async stateOf(client: BackupClient, ids: readonly string[]): Promise<BackupState> {
    const [id, ...others] = ids;
    if (id === undefined || others.length > 0) {
      const reason =
        id === undefined
          ? "no instance of that name is in the account"
          : `several instances have that name: ${[...ids].sort().join(", ")}`;
      return { kind: "undetermined", reason };
    }
    const { account, region, places } = this.scope;
    return awsBackupState(client, `arn:aws:ec2:${region}:${account}:instance/${id}`, places);
  }
}
