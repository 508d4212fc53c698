import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { WindowRun } from "../../components/service/patches/patchReport.js";
import {
  isSuccess,
  type KnownState,
  type PatchState,
} from "../../components/service/patches/patchState.js";
import { instantField } from "../instant.js";

const count = z.number().default(0);

/** A machine of `resources`. */
export const machineRow = z.object({ id: z.string(), name: z.string() });

/** A run of `patchinstallationresources`: kept for 30 days. */
export const installationRow = z.object({
  id: z.string(),
  properties: z.object({
    startDateTime: instantField,
    lastModifiedDateTime: instantField,
    status: z.string(),
    installedPatchCount: count,
    pendingPatchCount: count,
    failedPatchCount: count,
    rebootStatus: z.string().optional(),
  }),
});

/** An assessment of `patchassessmentresources`: kept for 7 days. */
export const assessmentRow = z.object({
  id: z.string(),
  properties: z.object({
    lastModifiedDateTime: instantField,
    rebootPending: z.boolean().optional(),
  }),
});

/** A maintenance run of one machine of `maintenanceresources`. */
export const maintenanceRow = z.object({
  properties: z.object({
    resourceId: z.string(),
    startDateTime: instantField,
    status: z.string(),
  }),
});

export type InstallationRow = z.infer<typeof installationRow>;
export type AssessmentRow = z.infer<typeof assessmentRow>;

/** The machine to which a result belongs, lower-case: Azure's ids know no case. */
export function machineOf(id: string): string {
  return id.toLowerCase().split(/\/patch(?:installation|assessment)results\//)[0] ?? "";
}

/** What the runs and the assessments of one machine say of its patches. */
export function azureState(
  installations: readonly InstallationRow[],
  assessments: readonly AssessmentRow[],
): PatchState {
  const runs = installations
    .map((row) => knownState(row, assessments))
    .sort((a, b) => Temporal.Instant.compare(a.startedAt, b.startedAt));
  const last = runs.at(-1);
  if (last === undefined) {
    return { kind: "undetermined", reason: "no patch operation is recorded in the last 30 days" };
  }
  const lastSuccess = runs.filter(isSuccess).at(-1)?.endedAt;
  return { ...last, ...(lastSuccess && { lastSuccess }) };
}

function knownState(
  { properties }: InstallationRow,
  assessments: readonly AssessmentRow[],
): KnownState {
  const { startDateTime, lastModifiedDateTime, status, rebootStatus } = properties;
  const waits =
    ["Required", "Failed"].includes(rebootStatus ?? "") ||
    assessments.some(
      (assessment) =>
        assessment.properties.rebootPending === true &&
        Temporal.Instant.compare(
          lastModifiedDateTime,
          assessment.properties.lastModifiedDateTime,
        ) <= 0,
    );
  return {
    ...{ kind: "known", operation: "install", startedAt: startDateTime },
    endedAt: lastModifiedDateTime,
    installed: properties.installedPatchCount,
    missing: properties.pendingPatchCount,
    failed: properties.failedPatchCount,
    pendingReboot: waits ? 1 : 0,
    ...(status !== "Succeeded" && { fault: `the last run is ${status}` }),
  };
}

/** A maintenance run as the report knows it. */
export function azureRun({ properties }: z.infer<typeof maintenanceRow>): WindowRun {
  return { start: properties.startDateTime, status: properties.status };
}
