import type { WorldObject } from "../core/journal.js";
import { type JsonObject, numberAt, objectAt, textAt, textsAt } from "../core/json.js";
import { add, all, type Call, change, failure, find, type Handler, newId } from "./call.js";
import { bringBack, overwrite } from "./held.js";
import { whyNotWritten, writeMachine } from "./written.js";

/** How often a restore is looked at before it has ended. */
const looks = 2;

/** Begins to restore a whole machine where it stands, or on Hyper-V as another. */
export function restoreMachine(operation: string): Handler {
  return (call) => {
    const point = find(call, "RestorePoint", textAt(call.body, "restorePointId") ?? "");
    if (point === undefined) {
      return failure(404, "NotFound", "There is no such restore point.");
    }
    if (!textsAt(point.properties, "allowedOperations").includes(operation)) {
      return failure(400, "UnexpectedContent", `The restore point does not allow ${operation}.`);
    }
    const isAside = call.body["type"] === "Customized";
    if (isAside && operation !== "StartEntireVmRestoreHyperV") {
      throw new Error("the simulator writes whole machines beside others on Hyper-V only");
    }
    const why = isAside ? whyNotWritten(call, point.id) : undefined;
    if (why !== undefined) {
      return failure(400, "UnexpectedContent", why);
    }
    const name = textAt(point.properties, "name") ?? "";
    if (isRestoring(call, name)) {
      return failure(400, "UnexpectedContent", `${name} is being restored already.`);
    }
    const id = newId(call);
    const session = {
      ...{ id, jobId: newId(call), name: `Restore of ${name}`, sessionType: "RestoreVm" },
      ...{ creationTime: call.world.now(), state: "Working", progressPercent: 0 },
      ...{ usn: call.world.next(), initiatedBy: call.user },
    };
    if (!isAside) {
      overwrite(call, point.id);
    }
    add(call, "Session", session);
    const wish = isAside ? { wish: call.body } : {};
    add(call, "RunningRestore", { id, point: point.id, name, looks, ...wish });
    return { status: 201, body: session };
  };
}

function isRestoring(call: Call, name: string): boolean {
  return all(call, "RunningRestore").some(({ properties }) => properties["name"] === name);
}

/** Lets a restore go on for a while, because somebody looks at it. */
export function progress(call: Call, id: string): void {
  const running = find(call, "RunningRestore", id);
  const left = numberAt(running?.properties ?? {}, "looks") ?? 0;
  if (running !== undefined && left > 0) {
    change(call, running, { looks: left - 1 });
  } else if (running !== undefined) {
    call.world.drop(running);
    end(call, id, running.properties);
  }
}

function end(call: Call, id: string, running: JsonObject): void {
  const session = find(call, "Session", id);
  const message = brokenBy(call) ?? carryOut(call, running);
  if (message === undefined) {
    stop(call, session, { result: "Success", message: "" });
    return;
  }
  const record = { id: 1, status: "Failed", title: "Restoring disk 1", description: message };
  add(call, "SessionLog", { id, records: [record] });
  stop(call, session, { result: "Failed", message: "Processing finished with errors." });
}

/** Why a restore fails, where somebody has said so. */
function brokenBy(call: Call): string | undefined {
  const [broken] = all(call, "RestoreFailure");
  if (broken !== undefined) {
    call.world.drop(broken);
  }
  return broken && (textAt(broken.properties, "message") ?? "");
}

function carryOut(call: Call, { point, wish }: JsonObject): string | undefined {
  const id = typeof point === "string" ? point : "";
  if (wish !== undefined) {
    return writeMachine(call, id, objectAt({ wish }, "wish"));
  }
  bringBack(call, id);
  return undefined;
}

function stop(
  call: Call,
  session: WorldObject | undefined,
  result: { readonly result: string; readonly message: string },
): void {
  if (session !== undefined) {
    const ended = { state: "Stopped", progressPercent: 100, endTime: call.world.now() };
    change(call, session, { ...ended, result: { ...result, isCanceled: false } });
  }
}

/** What a session has to say; one that went well has nothing to say. */
export const getSessionLogs: Handler = (call) => {
  const found = find(call, "SessionLog", call.params["id"] ?? "");
  const { records = [] } = found?.properties ?? {};
  const totalRecords = Array.isArray(records) ? records.length : 0;
  return { status: 200, body: { totalRecords, records } };
};
