import { writeFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { type ChangeReport, changeReportVariable } from "../components/service/changeReport.js";

/**
 * Writes what a preview found into the file that `COMANAGED_CHANGE_REPORT` names, when the program
 * ends: a preview that is refused half-way hands over what it saw until then.
 */
export function handOverAtEnd(report: () => ChangeReport): void {
  const file = process.env[changeReportVariable];
  if (file !== undefined && pulumi.runtime.isDryRun()) {
    process.once("exit", () => writeFileSync(file, JSON.stringify(report())));
  }
}
