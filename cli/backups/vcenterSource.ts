import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { Appliance } from "../../components/backup/vcenter/appliance.js";
import { schedules } from "../../components/backup/vcenter/keep.js";
import type { Connection, Patience } from "../../components/remote/connection.js";
import type { BackupFailure, BackupState } from "../../components/service/backup/backupReport.js";
import { oneLine } from "../guests/asking.js";
import { instantField } from "../instant.js";
import { briefly } from "./veeamSource.js";

const job = z.object({
  status: z.string(),
  location: z.string(),
  start_time: instantField,
  messages: z.array(z.object({ default_message: z.string() })).default([]),
});

const jobs = z.record(z.string(), job);

/**
 * What a vCenter knows of its own backups at a place: those that ended well, and those that did
 * not. It tells of no copies and tests no restores.
 */
export async function vcenterState(
  connection: Connection,
  location: string,
  patient: Patience = briefly,
): Promise<BackupState> {
  const appliance = new Appliance(connection, patient);
  const path = "/api/appliance/recovery/backup";
  try {
    const there = await appliance.ask({ method: "GET", path: `${path}/schedules` }, schedules);
    const all = await appliance.ask({ method: "GET", path: `${path}/job/details` }, jobs);
    const isKept = Object.values(there).some((one) => one.enable && one.location === location);
    const known = Object.values(all).filter((one) => one.location.startsWith(location));
    return stateOf(known, isKept ? undefined : "no schedule of the vCenter writes backups there");
  } finally {
    await appliance.end();
  }
}

function stateOf(all: readonly z.infer<typeof job>[], stopped: string | undefined): BackupState {
  const runs = all
    .map(({ start_time: at, ...run }) => ({ at, ...run }))
    .sort((a, b) => Temporal.Instant.compare(a.at, b.at));
  const lastGood = runs.filter(({ status }) => status === "SUCCEEDED").at(-1)?.at;
  return {
    kind: "known",
    ...(lastGood && { lastGood }),
    failures: runs
      .filter(({ status }) => status === "FAILED")
      .map(({ at, messages }): BackupFailure => {
        const [said] = messages;
        return { at, reason: oneLine(said?.default_message ?? "it does not say why") };
      }),
    ...(stopped !== undefined && { stopped }),
  };
}
