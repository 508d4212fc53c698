import type { WorldObject } from "../core/journal.js";
import type { JsonObject } from "../core/json.js";
import { objectAt, textAt } from "../core/json.js";
import type { World } from "../core/world.js";
import { add, all, type Call, type Handler, newId, platform } from "./call.js";
import { hold, nameOf } from "./held.js";
import { inventoryIn } from "./inventoryIn.js";
import { machinesOf, sourcesOf, withJob } from "./jobs.js";
import { list } from "./lists.js";
import { addFile } from "./repositories.js";

/** The platform of a job's machines. */
function platformOf(call: Call, job: JsonObject) {
  const [{ platform, type } = {}] = machinesFrom(call, job);
  const ofAgent = type === "WindowsComputer" ? "WindowsPhysical" : "LinuxPhysical";
  const ofMachine = platform === "HyperV" ? "HyperV" : "VMware";
  return {
    platformName: platform === "Agent" ? ofAgent : ofMachine,
    platformId: "00000000-0000-0000-0000-000000000000",
  };
}

/** Runs a job at once, well. */
export const startJob: Handler = (call) =>
  withJob(call, ({ properties: job }) => {
    const session = {
      ...stamps(call),
      id: newId(call),
      name: textAt(job, "name") ?? "",
      jobId: textAt(job, "id") ?? "",
      sessionType: "BackupJob",
      state: "Stopped",
      progressPercent: 100,
      result: { result: "Success", message: "", isCanceled: false },
      usn: call.world.next(),
    };
    add(call, "Session", session);
    const backup = backupOf(call, job);
    const platform = platformOf(call, job);
    for (const machine of machinesFrom(call, job)) {
      takeBackup(call, { machine, session, backup, platform });
    }
    return { status: 201, body: session };
  });

/** Runs every job of the backup server of a world once, the copies last. */
export function runJobs(world: World, host: string): void {
  const jobs = [...world.objects.ofKind(platform, "Job", host).values()];
  const isCopy = ({ properties }: WorldObject) => properties["type"] === "BackupCopy";
  for (const { id } of [...jobs.filter((job) => !isCopy(job)), ...jobs.filter(isCopy)]) {
    const change = world.begin();
    const query = new URLSearchParams();
    const asked = { host, user: "", params: { id }, query, body: {} };
    startJob({ ...inventoryIn(world), world: change, ...asked });
    change.commit();
  }
}

function stamps({ world }: Call) {
  return { creationTime: world.now(), endTime: world.now() };
}

/** The chain of a job's restore points, which begins with its first run. */
function backupOf(call: Call, job: JsonObject): string {
  const jobId = textAt(job, "id") ?? "";
  const known = all(call, "Backup").find(({ properties }) => properties["jobId"] === jobId);
  if (known !== undefined) {
    return known.id;
  }
  const storage = { ...objectAt(job, "storage"), ...objectAt(job, "target") };
  const id = newId(call);
  add(call, "Backup", {
    ...platformOf(call, job),
    ...{ id, jobId, name: textAt(job, "name") ?? "", jobType: textAt(job, "type") ?? "" },
    creationTime: call.world.now(),
    repositoryId: textAt(storage, "backupRepositoryId") ?? "",
  });
  return id;
}

function machinesFrom(call: Call, job: JsonObject): readonly JsonObject[] {
  const sources = sourcesOf(job);
  const copied = all(call, "Job").filter(({ id }) => sources.includes(id));
  return [...machinesOf(job), ...copied.flatMap(({ properties }) => machinesOf(properties))];
}

function takeBackup(
  call: Call,
  taken: {
    readonly machine: JsonObject;
    readonly session: JsonObject;
    readonly backup: string;
    readonly platform: JsonObject;
  },
): void {
  const name = nameOf(call, taken.machine);
  const sessionId = textAt(taken.session, "id") ?? "";
  const point = newId(call);
  const backupFileId = addFile(call, { name, point, backup: taken.backup });
  add(call, "RestorePoint", {
    ...taken.platform,
    ...{ id: point, name, backupId: taken.backup, sessionId, type: "Increment", backupFileId },
    creationTime: call.world.now(),
    allowedOperations: operationsOf(taken.platform),
  });
  hold(call, point, taken.machine);
  add(call, "TaskSession", {
    ...{ id: newId(call), type: "Backup", sessionId, sessionType: "BackupJob", name },
    ...stamps(call),
    ...{ restorePointId: point, algorithm: "Increment", state: "Stopped" },
    usn: call.world.next(),
    result: { result: "Success", message: "", isCanceled: false },
  });
}

function operationsOf({ platformName }: JsonObject): string[] {
  switch (platformName) {
    case "VMware":
      return ["StartEntireVmRestore", "StartViVMInstantRecovery", "StartFlrRestore"];
    case "HyperV":
      return ["StartEntireVmRestoreHyperV", "StartHvVMInstantRecovery", "StartFlrRestore"];
    default:
      return ["StartFlrRestore"];
  }
}

/** Tells how jobs stand. */
export const getJobStates: Handler = list("Job", (job, call) => {
  const jobId = textAt(job, "id") ?? "";
  const sessions = all(call, "Session").filter(({ properties }) => properties["jobId"] === jobId);
  const last = sessions.at(-1)?.properties;
  const storage = { ...objectAt(job, "storage"), ...objectAt(job, "target") };
  return {
    ...{ id: jobId, name: textAt(job, "name") ?? "", type: textAt(job, "type") ?? "" },
    description: textAt(job, "description") ?? "",
    status: job["isDisabled"] === true ? "disabled" : "inactive",
    ...(last && {
      lastRun: textAt(last, "creationTime") ?? "",
      sessionId: textAt(last, "id") ?? "",
    }),
    lastResult: textAt(objectAt(last ?? {}, "result"), "result") ?? "None",
    workload: "vm",
    repositoryId: textAt(storage, "backupRepositoryId") ?? "",
    objectsCount: machinesFrom(call, job).length,
    highPriority: false,
    progressPercent: 0,
  };
});
