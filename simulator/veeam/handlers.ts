import { failure, find, type Handler, type Kind } from "./call.js";
import { getComputers, rescanGroup } from "./computers.js";
import { getInventory } from "./inventory.js";
import { createJob, deleteJob, getJob, updateJob } from "./jobs.js";
import { list } from "./lists.js";
import { getJobStates, startJob } from "./runs.js";
import { getServerTime } from "./serverTime.js";

const listed = (kind: Kind) => list(kind, (item) => item);

/** What the backup server does, by operation; tokens are given out by the server itself. */
export const handlers: Readonly<Record<string, Handler>> = {
  CreateJob: createJob,
  DeleteJob: deleteJob,
  GetAllBackups: listed("Backup"),
  GetAllEncryptionPasswords: listed("EncryptionPassword"),
  GetAllJobs: listed("Job"),
  GetAllJobsStates: getJobStates,
  GetAllObjectRestorePoints: listed("RestorePoint"),
  GetAllProtectionGroups: listed("ProtectionGroup"),
  GetAllRepositories: listed("Repository"),
  GetAllSessions: listed("Session"),
  GetAllTaskSessions: listed("TaskSession"),
  GetInventoryForPG: getComputers,
  GetInventoryObjects: getInventory,
  GetJob: getJob,
  GetServerTime: getServerTime,
  GetSession: (call) => {
    const session = find(call, "Session", call.params["id"] ?? "");
    return session === undefined
      ? failure(404, "NotFound", "There is no such session.")
      : { status: 200, body: session.properties };
  },
  RescanProtectionGroup: rescanGroup,
  StartJob: startJob,
  UpdateJob: updateJob,
};
