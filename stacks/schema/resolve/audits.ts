import { auditLimits, controlCount } from "../../../components/backup/compile/awsControls.js";
import { entriesBelow } from "../inspect/draft.js";
import type { AwsTarget, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { classPath } from "./classPath.js";

/** What decides how many controls the frameworks of an estate have. */
interface Audited {
  readonly stack: string;
  readonly target: AwsTarget | undefined;
  /** ARNs of the vaults for copies by place; undefined where no framework is made. */
  readonly copies: Readonly<Record<string, string>> | undefined;
}

/** A class for whose framework AWS Backup has no room is reported where a server first names it. */
export function checkAudits(
  raw: unknown,
  servers: readonly ResolvedServer[],
  { stack, target, copies }: Audited,
  report: Report,
): void {
  if (target === undefined || copies === undefined) {
    return;
  }
  const ground = { estate: stack, ...target, copies };
  const counted = new Set<string>();
  let controls = 0;
  for (const { name, platform, backup } of servers) {
    if (platform !== "aws" || counted.has(backup.name)) {
      continue;
    }
    counted.add(backup.name);
    controls += controlCount({ backup, lock: backup.lock, hasWindows: false }, ground);
    if (controls > auditLimits.controls || counted.size > auditLimits.frameworks) {
      report({
        path: classPath(entriesBelow(raw, "servers"), name),
        at: "value",
        message: `with ${quote(backup.name)} the backup classes of servers on AWS make ${counted.size} frameworks with ${controls} controls, and AWS Backup has at most ${auditLimits.frameworks} with ${auditLimits.controls} in an account and region`,
        allowed: "fewer backup classes on AWS",
        fix: "Name a class that other servers have, or take backupReports out of the catalog.",
      });
      return;
    }
  }
}
