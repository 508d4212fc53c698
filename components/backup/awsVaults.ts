import * as backup from "@pulumi/aws/backup";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { lockedDaysTag, lockTag, type VaultLockState } from "../service/backup/lock.js";

/** The lock that a vault tells of, as it stands before an update. */
export async function lockOfVault(name: string, opts: InvokeOptions): Promise<VaultLockState> {
  // AWS Backup calls a vault forbidden that it does not have.
  const vault = await unlessMissing(backup.getVault({ name }, opts), /AccessDenied/);
  return { phase: vault?.tags[lockTag], days: vault?.tags[lockedDaysTag] };
}
