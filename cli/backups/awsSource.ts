import type { BackupState } from "../../components/service/backup/backupReport.js";
import { awsBackupState } from "./awsJobs.js";
import { type AwsServersScope, onEachServer } from "./awsServers.js";
import type { BackupSource } from "./source.js";

/** Whose servers are read, and where. */
export interface AwsScope extends AwsServersScope {
  /** ARNs of the vaults for copies, by the place that classes name. */
  readonly places: Readonly<Record<string, string>>;
}

/** What AWS Backup knows. */
export class AwsBackupSource implements BackupSource {
  private readonly scope: AwsScope;

  constructor(scope: AwsScope) {
    this.scope = scope;
  }

  read(servers: readonly string[]): Promise<ReadonlyMap<string, BackupState>> {
    const { places } = this.scope;
    return onEachServer<BackupState>(servers, this.scope, {
      ask: (arn, { backup }) => awsBackupState(backup, arn, places),
      unclear: (reason) => ({ kind: "undetermined", reason }),
    });
  }
}
