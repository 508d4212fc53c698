import * as backup from "@pulumi/aws/backup";
import type { InvokeOptions } from "@pulumi/pulumi";
import { unlessMissing } from "../recovery/finder.js";
import { lockTag } from "../service/backup/lock.js";

/** The lock that a vault tells of, as it stands before an update; undefined without a vault. */
export async function lockOfVault(name: string, opts: InvokeOptions): Promise<string | undefined> {
  // AWS Backup calls a vault forbidden that it does not have.
  const vault = await unlessMissing(backup.getVault({ name }, opts), /AccessDenied/);
  return vault?.tags[lockTag];
}
