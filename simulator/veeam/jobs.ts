import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import {
  type Answer,
  add,
  all,
  type Call,
  change,
  failure,
  find,
  type Handler,
  newId,
} from "./call.js";
import { isFound } from "./computers.js";
import { visible } from "./inventory.js";

/** Makes a job. */
export const createJob: Handler = (call) => {
  const wrong = wrongInJob(call, call.body, undefined);
  if (wrong !== undefined) {
    return wrong;
  }
  const job = { ...defaults(call.body), ...call.body, id: newId(call), isDisabled: false };
  add(call, "Job", job);
  return { status: 201, body: job };
};

/** What a job has that its maker leaves out. */
function defaults({ type }: JsonObject): JsonObject {
  const consistent = {
    appAwareProcessing: { isEnabled: false },
    guestFSIndexing: { isEnabled: false },
  };
  return type !== "BackupCopy" ? { isHighPriority: false, guestProcessing: consistent } : {};
}

/** Tells of one job. */
export const getJob: Handler = (call) =>
  withJob(call, ({ properties }) => ({ status: 200, body: properties }));

/** Makes a job what it is told to be. */
export const updateJob: Handler = (call) =>
  withJob(call, (job) => {
    const wrong = wrongInJob(call, call.body, job.id);
    if (wrong !== undefined) {
      return wrong;
    }
    change(call, job, call.body);
    return { status: 200, body: { ...job.properties, ...call.body } };
  });

/** Removes a job; its backups stay, without a job. */
export const deleteJob: Handler = (call) =>
  withJob(call, (job) => {
    const reader = all(call, "Job").find(({ properties }) =>
      sourcesOf(properties).includes(job.id),
    );
    if (reader !== undefined) {
      return refused(`Job ${textAt(reader.properties, "name")} reads from it.`);
    }
    call.world.drop(job);
    return { status: 204, body: {} };
  });

/** Does with the job of the path what is to be done. */
export function withJob(call: Call, work: (job: WorldObject) => Answer): Answer {
  const job = find(call, "Job", call.params["id"] ?? "");
  return job === undefined ? failure(404, "NotFound", "There is no such job.") : work(job);
}

/** The ids of the jobs from which a copy job reads. */
export function sourcesOf(job: JsonObject): string[] {
  const jobs = objectsAt(objectAt(objectAt(job, "sourceObjects"), "includes"), "jobs");
  return jobs.flatMap((source) => textAt(source, "id") ?? []);
}

/** The machines of a job, those with agents among them. */
export function machinesOf(job: JsonObject): readonly JsonObject[] {
  const computers = objectsAt(job, "computers");
  return [...objectsAt(objectAt(job, "virtualMachines"), "includes"), ...computers];
}

function wrongInJob(call: Call, job: JsonObject, id: string | undefined): Answer | undefined {
  const name = textAt(job, "name");
  const others = all(call, "Job").filter((other) => other.id !== id);
  if (others.some(({ properties }) => textAt(properties, "name") === name)) {
    return refused(`Job ${name} already exists.`);
  }
  const storage = { ...objectAt(job, "storage"), ...objectAt(job, "target") };
  if (find(call, "Repository", textAt(storage, "backupRepositoryId") ?? "") === undefined) {
    return refused("There is no such repository.");
  }
  const data = objectAt(objectAt(storage, "advancedSettings"), "storageData");
  const password = textAt(objectAt(data, "encryption"), "encryptionPasswordId");
  if (password !== undefined && find(call, "EncryptionPassword", password) === undefined) {
    return refused("There is no such encryption password.");
  }
  const strange = machinesOf(job).find((machine) => !isThere(call, machine));
  if (strange !== undefined) {
    return refused(`There is no object ${textAt(strange, "name")} in the inventory.`);
  }
  const lost = sourcesOf(job).find((source) => find(call, "Job", source) === undefined);
  return lost === undefined ? undefined : refused(`There is no job ${lost}.`);
}

function isThere(call: Call, machine: JsonObject): boolean {
  return textAt(machine, "platform") === "Agent" ? isFound(call, machine) : visible(call, machine);
}

function refused(message: string): Answer {
  return failure(400, "UnexpectedContent", message);
}
