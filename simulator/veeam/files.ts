import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "../core/json.js";
import { add, all, type Call, change, failure, find, type Handler, newId } from "./call.js";
import { filesHeld, writeFiles } from "./guestFiles.js";
import { page } from "./lists.js";

/** How often files on their way are looked at before they are there. */
const looks = 2;

/** Mounts the file systems of a restore point. */
export const startMount: Handler = (call) => {
  const { body, user } = call;
  const point = find(call, "RestorePoint", textAt(body, "restorePointId") ?? "");
  if (point === undefined) {
    return failure(400, "UnexpectedContent", "There is no such restore point.");
  }
  if (!textsAt(point.properties, "allowedOperations").includes("StartFlrRestore")) {
    return failure(400, "UnexpectedContent", "The restore point does not allow StartFlrRestore.");
  }
  const wrong = wrongPlace(call, objectAt(body, "mountServer"), body["mountMode"] === "Manual");
  if (wrong !== undefined) {
    return failure(400, "UnexpectedContent", wrong);
  }
  const isWindows = body["type"] === "Windows";
  const name = textAt(point.properties, "name") ?? "";
  const id = newId(call);
  const sessionType = isWindows ? "FileLevelRestore" : "LinuxFileLevelRestore";
  add(call, "Session", {
    ...{ id, jobId: newId(call), name: `FLR_[${name}]`, sessionType, state: "Working" },
    ...{ creationTime: call.world.now(), usn: call.world.next(), initiatedBy: user },
  });
  const mount = {
    ...{ sessionId: id, type: textAt(body, "type") ?? "", restorePointId: point.id },
    ...{ properties: { pathSeparator: isWindows ? "\\" : "/" }, mountErrors: [] },
    sourceProperties: { machineName: name, restorePointName: name },
  };
  add(call, "FileMount", { id, mount });
  return { status: 201, body: mount };
};

/** Why a backup cannot be mounted where it is wanted. */
function wrongPlace(call: Call, place: JsonObject, isManual: boolean): string | undefined {
  const host = textAt(place, "mountServerType");
  if (isManual !== (host !== undefined)) {
    return "The mount server is specified in the manual mode, and only there.";
  }
  if (host !== undefined && host !== "OriginalHost") {
    throw new Error(`the simulator mounts no backups on ${host}`);
  }
  const credentials = textAt(objectAt(place, "originalHost"), "credentialsId");
  return credentials !== undefined && find(call, "Credentials", credentials) === undefined
    ? "There are no such credentials."
    : undefined;
}

/** All backups that are mounted. */
export const listMounts: Handler = (call) => {
  const mounts = all(call, "FileMount").flatMap(({ properties }) =>
    objectsAt({ all: [properties["mount"] ?? {}] }, "all"),
  );
  const { query } = call;
  return page(mounts, Number(query.get("skip") ?? 0), Number(query.get("limit") ?? 200));
};

/** What a folder of a mounted backup holds. */
export const browse: Handler = (call) => {
  const mount = mountOf(call);
  if (mount === undefined) {
    return notMounted;
  }
  const path = textAt(call.body, "path") ?? "";
  const start = path.endsWith(mount.separator) ? path : `${path}${mount.separator}`;
  const below = Object.keys(filesHeld(call, mount.point)).filter((file) => file.startsWith(start));
  if (below.length === 0) {
    return failure(400, "UnexpectedContent", `There is no folder ${path}.`);
  }
  const now = call.world.now();
  const names = [
    ...new Set(below.map((file) => file.slice(start.length).split(mount.separator)[0])),
  ];
  const items = names.map((name = "") => ({
    ...{ location: path, displayName: name, name, size: 0, itemState: "NotAvaliable" },
    type: below.includes(`${start}${name}`) ? "File" : "Folder",
    ...{ creationDate: now, modifiedDate: now },
  }));
  return {
    status: 200,
    body: { path, items, pagination: { total: items.length, count: items.length } },
  };
};

/** Begins to write files of a mounted backup into the machine. */
export const restoreFiles: Handler = (call) => {
  const mount = mountOf(call);
  if (mount === undefined) {
    return notMounted;
  }
  const { body } = call;
  const credentials = textAt(body, "credentialsId");
  if (credentials !== undefined && mount.separator !== "/") {
    return failure(400, "UnexpectedContent", "Credentials are allowed for Linux machines only.");
  }
  if (credentials !== undefined && find(call, "Credentials", credentials) === undefined) {
    return failure(400, "UnexpectedContent", "There are no such credentials.");
  }
  const task = {
    ...{ id: newId(call), type: "FlrRestore", name: mount.machine, state: "Working" },
    ...{ progressPercent: 0, creationTime: call.world.now(), result: "None" },
    logs: { totalRecords: 0, records: [] },
  };
  const sources = textsAt(body, "sourcePath");
  const restore = { session: mount.id, sources, restoreType: textAt(body, "restoreType") ?? "" };
  add(call, "FileTask", { id: task.id, task, looks, ...restore });
  for (const source of sources) {
    add(call, "FileAudit", { id: newId(call), task: task.id, ...auditOf(call, mount, source) });
  }
  return { status: 201, body: task };
};

/** How far files are on their way. */
export const getTask: Handler = (call) => {
  const id = call.params["id"] ?? "";
  goOn(call, id);
  const found = find(call, "FileTask", id)?.properties["task"];
  return found === undefined
    ? failure(404, "NotFound", "There is no such task.")
    : { status: 200, body: found };
};

/** What of files became of a session, also of one that has ended. */
export const getAudit: Handler = (call) => {
  const session = call.params["sessionId"];
  for (const { id, properties } of all(call, "FileTask")) {
    if (properties["session"] === session) {
      goOn(call, id);
    }
  }
  const items = all(call, "FileAudit").flatMap(
    ({ properties: { id: _id, task: _task, ...item } }) =>
      item["restoreSessionId"] === session ? [item] : [],
  );
  const pagination = { total: items.length, count: items.length };
  return { status: 200, body: { items, pagination } };
};

/** Gives a mounted backup back: what is on its way comes no further. */
export const stopMount: Handler = (call) => {
  const id = call.params["sessionId"] ?? "";
  const [mount, session] = [find(call, "FileMount", id), find(call, "Session", id)];
  if (mount === undefined || session === undefined) {
    return failure(404, "NotFound", "There is no such session.");
  }
  call.world.drop(mount);
  const result = { result: "Success", message: "", isCanceled: false };
  const ended = { state: "Stopped", progressPercent: 100, endTime: call.world.now(), result };
  change(call, session, ended);
  return { status: 201, body: { ...session.properties, ...ended } };
};

const notMounted = failure(400, "UnexpectedContent", "No backup is mounted in this session.");

interface Mount {
  readonly id: string;
  readonly point: string;
  readonly machine: string;
  readonly separator: string;
}

function mountOf(call: Call): Mount | undefined {
  const id = call.params["sessionId"] ?? "";
  const [mount] = objectsAt(
    { all: [find(call, "FileMount", id)?.properties["mount"] ?? {}] },
    "all",
  );
  const point = textAt(mount ?? {}, "restorePointId");
  const machine = textAt(find(call, "RestorePoint", point ?? "")?.properties ?? {}, "name") ?? "";
  return point === undefined
    ? undefined
    : { id, point, machine, separator: mount?.["type"] === "Windows" ? "\\" : "/" };
}

function auditOf(call: Call, { id, point, machine, separator }: Mount, source: string): JsonObject {
  const at = source.lastIndexOf(separator) + 1;
  const [now, folder] = [call.world.now(), source.slice(0, at)];
  return {
    ...{ itemType: "File", sourcePath: folder, targetPath: folder, targetHost: machine, size: 0 },
    ...{
      restoreStatus: "InProgress",
      jobName: "",
      restorePointId: point,
      initiatorName: call.user,
    },
    ...{ restoreStartTime: now, restoreFinishTime: now, restoreSessionId: id },
    name: source.slice(at),
  };
}

/** Lets files come further, because somebody looks; without the mounted backup they don't. */
function goOn(call: Call, id: string): void {
  const running = find(call, "FileTask", id);
  const left = numberAt(running?.properties ?? {}, "looks") ?? -1;
  if (running === undefined || left < 0) {
    return;
  }
  const session = textAt(running.properties, "session") ?? "";
  const [broken] = all(call, "RestoreFailure");
  const mount = mountOf({ ...call, params: { sessionId: session } });
  change(call, running, { looks: left - 1 });
  if (mount === undefined) {
    end(call, running, "Cancelled", "The backup is not mounted any more.");
  } else if (left === 0 && broken !== undefined) {
    call.world.drop(broken);
    end(call, running, "Failed", textAt(broken.properties, "message") ?? "");
  } else if (left === 0) {
    write(call, running, mount);
    end(call, running, "Success", "");
  }
}

/**
 * Writes the files of a restore. Those to keep stand beside the ones that are there, with a postfix
 * (Veeam's user guide, "Restoring Files and Folders to Original Location").
 */
function write(call: Call, { properties }: WorldObject, { point, separator }: Mount): void {
  const keep = properties["restoreType"] === "Keep";
  const held = Object.keys(filesHeld(call, point));
  const [day = "", hour = ""] = call.world.now().replaceAll(/[-:]/g, "").split("T");
  const targets = textsAt(properties, "sources").flatMap((source) => {
    const beside = `${source}.RESTORED_${day}_${hour.slice(0, 6)}`;
    const own = held.filter((file) => file === source || file.startsWith(`${source}${separator}`));
    return own.map((file) => [file, keep ? file.replace(source, () => beside) : file]);
  });
  writeFiles(call, point, Object.fromEntries(targets));
}

function end(call: Call, running: WorldObject, result: string, message: string): void {
  const [task = {}] = objectsAt({ all: [running.properties["task"] ?? {}] }, "all");
  const records = message === "" ? [] : [{ id: 1, status: "Failed", description: message }];
  const ended = { state: "Stopped", progressPercent: 100, endTime: call.world.now(), result };
  change(call, running, {
    looks: -1,
    task: { ...task, ...ended, logs: { totalRecords: records.length, records } },
  });
  for (const audit of all(call, "FileAudit")) {
    if (audit.properties["task"] === running.id) {
      change(call, audit, { restoreStatus: result === "Success" ? "Succeeded" : result });
    }
  }
}
