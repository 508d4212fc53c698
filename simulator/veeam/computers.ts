import { createHash } from "node:crypto";
import { type JsonObject, objectsAt, textAt } from "../core/json.js";
import { add, type Call, change, failure, find, type Handler, newId } from "./call.js";
import { page } from "./lists.js";

/** What a protection group has found so far. */
export const getComputers: Handler = (call) => {
  const group = find(call, "ProtectionGroup", call.params["protectionGroupId"] ?? "");
  return group === undefined
    ? failure(404, "NotFound", "There is no such protection group.")
    : page(
        objectsAt(find(call, "VisibleMachines", group.id)?.properties ?? {}, "machines"),
        0,
        500,
      );
};

/** Looks for the computers of a protection group. */
export const rescanGroup: Handler = (call) => {
  const group = find(call, "ProtectionGroup", call.params["id"] ?? "");
  if (group === undefined) {
    return failure(404, "NotFound", "There is no such protection group.");
  }
  const machines = call.computers().map(({ serial, name, isWindows }) => ({
    ...{ platform: "Agent", id: idOf(serial), name: `${name}.example.edu` },
    type: isWindows ? "WindowsComputer" : "LinuxComputer",
    protectionGroupId: group.id,
  }));
  const known = find(call, "VisibleMachines", group.id);
  if (known === undefined) {
    add(call, "VisibleMachines", { id: group.id, machines });
  } else {
    change(call, known, { machines });
  }
  const session = {
    ...{ id: newId(call), name: textAt(group.properties, "name") ?? "", jobId: group.id },
    ...{ sessionType: "AgentDiscovery", state: "Stopped", progressPercent: 100 },
    ...{ creationTime: call.world.now(), endTime: call.world.now(), usn: call.world.next() },
    result: { result: "Success", message: "", isCanceled: false },
  };
  add(call, "Session", session);
  return { status: 201, body: session };
};

/** The same for the same computer, whatever is installed on it. */
export function idOf(serial: string): string {
  const digits = createHash("sha256").update(serial).digest("hex").slice(0, 12);
  return `50000000-0000-4000-8000-${digits}`;
}

/** Whether a protection group has found a computer. */
export function isFound(call: Call, computer: JsonObject): boolean {
  const seen = find(call, "VisibleMachines", textAt(computer, "protectionGroupId") ?? "");
  return objectsAt(seen?.properties ?? {}, "machines").some(
    (one) => textAt(one, "id") === textAt(computer, "id"),
  );
}
