import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type ChangeReport, changeReportVariable } from "../components/service/changeReport.js";

/**
 * Writes what a preview found into the file that `COMANAGED_CHANGE_REPORT` names, where one is
 * named. To be called also before a refusal: the engine ends a program that it refuses.
 */
export function handOver(report: ChangeReport): void {
  const file = process.env[changeReportVariable];
  if (file !== undefined && pulumi.runtime.isDryRun()) {
    writeFileSync(file, JSON.stringify(report));
  }
}
