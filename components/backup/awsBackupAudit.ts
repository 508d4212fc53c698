import * as aws from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { idempotencyKey } from "../recovery/idempotencyKey.js";
import { idempotencyTag, tagKeys } from "../service/tags.js";
import type { AwsBackupClass } from "./awsBackup.plan.js";
import {
  type AuditGround,
  frameworkControls,
  frameworkName,
  isOnCompliance,
  reportTemplates,
} from "./compile/awsControls.js";

/** What AWS tells auditors of an estate's backups, and where. */
export interface AwsBackupAuditArgs extends AuditGround {
  /** The customer's short name. */
  readonly owner: string;
  /** The classes with servers on AWS, by the name that their servers are tagged with. */
  readonly classes: Readonly<Record<string, AwsBackupClass>>;
  /** Ids of the plans by class. */
  readonly planIds: pulumi.Input<Readonly<Record<string, string>>>;
  /** Name of the bucket that gets a report of each kind every day. */
  readonly bucket: string;
  /** What switches AWS Config on, without which no framework is deployed. @default nothing */
  readonly after?: readonly pulumi.Resource[];
  /** Hooks that guard creates; see `components/recovery/guard.ts`. */
  readonly hooks?: pulumi.ResourceHookBinding;
}

/**
 * Has AWS Backup Audit Manager judge an estate's backups by what their classes promise, and report
 * on it: for each class a framework whose controls are computed from it, and every day reports of
 * backups, copies, restores and of what the controls found.
 *
 * Frameworks need AWS Config to record in the region.
 *
 * @example
 * new AwsBackupAudit("chemistry-audit", {
 *   estate: "chemistry", owner: "chemistry", account, region, classes: { standard },
 *   copies: { elsewhere: vaultArn }, planIds: backups.planIds, bucket: "comanaged-backup-reports",
 * });
 */
export class AwsBackupAudit extends pulumi.ComponentResource {
  /** ARNs of the frameworks by class. */
  readonly frameworkArns: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: AwsBackupAuditArgs, opts?: pulumi.ComponentResourceOptions) {
    const { hooks, after = [], ...described } = args;
    super("comanaged:backup:AwsAudit", name, described, opts);
    const { estate, owner, classes, bucket } = args;
    const child = { parent: this, ...(hooks && { hooks }) };
    const tags = (role: string) => ({
      [tagKeys.owner]: owner,
      [idempotencyTag]: idempotencyKey(name, role),
    });
    const frameworkArns: Record<string, pulumi.Output<string>> = {};
    for (const [backupClass, planned] of Object.entries(classes)) {
      const { arn } = new aws.Framework(
        `${name}-framework-${backupClass}`,
        {
          name: frameworkName(estate, backupClass),
          description: `What the backup class ${backupClass} promises to ${owner}`,
          controls: controlsOf(backupClass, planned, args),
          tags: tags(`framework-${backupClass}`),
        },
        { ...child, dependsOn: [...after] },
      );
      frameworkArns[backupClass] = arn;
    }
    const judged = Object.values(frameworkArns);
    for (const [report, reportTemplate] of Object.entries(reportTemplates)) {
      new aws.ReportPlan(
        `${name}-report-${report}`,
        {
          name: frameworkName(estate, report),
          description: `Tells every day of the ${report} of ${owner}`,
          reportDeliveryChannel: {
            ...{ s3BucketName: bucket, s3KeyPrefix: estate, formats: ["CSV", "JSON"] },
          },
          reportSetting: {
            reportTemplate,
            ...(isOnCompliance(reportTemplate) && {
              frameworkArns: judged,
              numberOfFrameworks: judged.length,
            }),
          },
          tags: tags(`report-${report}`),
        },
        child,
      );
    }
    this.frameworkArns = pulumi.output(frameworkArns);
    this.registerOutputs({ frameworkArns: this.frameworkArns });
  }
}

function controlsOf(backupClass: string, planned: AwsBackupClass, args: AwsBackupAuditArgs) {
  const planId = pulumi.output(args.planIds).apply((ids) => ids[backupClass] ?? "");
  return frameworkControls(planned, args, planId);
}
