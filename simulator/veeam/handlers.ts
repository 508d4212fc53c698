import type { WorldObject } from "../core/journal.js";
import { type Answer, failure, find, type Handler, type Kind } from "./call.js";
import { getComputers, rescanGroup } from "./computers.js";
import { getConfiguration, startConfiguration, updateConfiguration } from "./configuration.js";
import {
  browse,
  getAudit,
  getTask,
  listMounts,
  restoreFiles,
  startMount,
  stopMount,
} from "./files.js";
import { getInventory } from "./inventory.js";
import { createJob, deleteJob, getJob, updateJob } from "./jobs.js";
import { list } from "./lists.js";
import { getMounts, mount, unmount } from "./mounts.js";
import { getPointDisks } from "./pointDisks.js";
import { getPublication, getPublications, publish, unpublish } from "./publications.js";
import { getBackupFiles, getRepositoryStates } from "./repositories.js";
import { getSessionLogs, progress, restoreMachine } from "./restores.js";
import { getJobStates, startJob } from "./runs.js";
import { getServerTime } from "./serverTime.js";

const listed = (kind: Kind) => list(kind, (item) => item);

const shown = (found: WorldObject | undefined, what: string): Answer =>
  found === undefined
    ? failure(404, "NotFound", `There is no such ${what}.`)
    : { status: 200, body: found.properties };

/** What the backup server does, by operation; tokens are given out by the server itself. */
export const handlers: Readonly<Record<string, Handler>> = {
  BrowseFlrMount: browse,
  CreateJob: createJob,
  DeleteJob: deleteJob,
  EntireVmRestoreHv: restoreMachine("StartEntireVmRestoreHyperV"),
  EntireVmRestoreVmware: restoreMachine("StartEntireVmRestore"),
  FlrMountRestore: restoreFiles,
  GetAllBackupFiles: getBackupFiles,
  GetAllBackups: listed("Backup"),
  GetAllCreds: listed("Credentials"),
  GetAllContentPublicationMounts: getPublications,
  GetAllEncryptionPasswords: listed("EncryptionPassword"),
  GetAllFlrBrowseSessions: listMounts,
  GetAllInstantViVMRecoveryMounts: getMounts,
  GetAllManagedServers: listed("ManagedServer"),
  GetAllJobs: listed("Job"),
  GetAllJobsStates: getJobStates,
  GetAllObjectRestorePoints: listed("RestorePoint"),
  GetAllProtectionGroups: listed("ProtectionGroup"),
  GetAllRepositories: listed("Repository"),
  GetAllRepositoriesStates: getRepositoryStates,
  GetAllSessions: listed("Session"),
  GetAllTaskSessions: listed("TaskSession"),
  GetContentPublicationMount: getPublication,
  GetFlrAudit: getAudit,
  GetConfigBackupOptions: getConfiguration,
  GetInventoryForPG: getComputers,
  GetInventoryObjects: getInventory,
  GetJob: getJob,
  GetServerTime: getServerTime,
  GetObjectRestorePoint: (call) =>
    shown(find(call, "RestorePoint", call.params["id"] ?? ""), "restore point"),
  GetObjectRestorePointDisks: getPointDisks,
  GetSession: (call) => {
    const id = call.params["id"] ?? "";
    progress(call, id);
    return shown(find(call, "Session", id), "session");
  },
  GetSessionLogs: getSessionLogs,
  GetTask: getTask,
  InstantViVMRecoveryMount: mount,
  InstantViVMRecoveryUnmount: unmount,
  PublishBackupContent: publish,
  RescanProtectionGroup: rescanGroup,
  StartConfigBackup: startConfiguration,
  StartFlrMount: startMount,
  StartJob: startJob,
  StopFlrMount: stopMount,
  UpdateConfigBackupOptions: updateConfiguration,
  UnpublishBackupContent: unpublish,
  UpdateJob: updateJob,
};
