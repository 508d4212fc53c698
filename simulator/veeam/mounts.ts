import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt, textsAt } from "../core/json.js";
import { uuidOf } from "../core/numbers.js";
import { kinds } from "../vsphere/common.js";
import { add, all, type Call, change, failure, find, type Handler, newId } from "./call.js";
import { list } from "./lists.js";

/** Begins to show a restore point as a machine of a vCenter. */
export const mount: Handler = (call) => {
  const point = find(call, "RestorePoint", textAt(call.body, "restorePointId") ?? "");
  if (point === undefined) {
    return failure(404, "NotFound", "There is no such restore point.");
  }
  if (!textsAt(point.properties, "allowedOperations").includes("StartViVMInstantRecovery")) {
    return failure(400, "UnexpectedContent", "The restore point does not allow instant recovery.");
  }
  if (call.body["type"] !== "Customized" || call.body["overwrite"] === true) {
    throw new Error("the simulator shows backups under names of their own only");
  }
  const name = textAt(point.properties, "name") ?? "";
  // The session goes on for as long as the machine is there.
  const session = begin(call, name, "InstantRecovery");
  add(call, "InstantRecovery", {
    ...{ id: newId(call), sessionId: session.id, state: "Mounting", spec: call.body },
    ...{ vmName: name, jobName: "", hostName: destinationOf(call.body).host },
    restorePointDate: textAt(point.properties, "creationTime") ?? "",
  });
  return { status: 201, body: session };
};

/** Begins to remove the machine as which a restore point shows. */
export const unmount: Handler = (call) => {
  const found = find(call, "InstantRecovery", call.params["mountId"] ?? "");
  if (found === undefined) {
    return failure(404, "NotFound", "There is no such mount.");
  }
  if (!["Mounted", "Failed"].includes(textAt(found.properties, "state") ?? "")) {
    return failure(400, "UnexpectedContent", "The mount is being worked on.");
  }
  change(call, found, { state: "Dismounting" });
  const session = begin(call, textAt(found.properties, "vmName") ?? "", "InstantRecovery");
  end(call, session.id);
  return { status: 200, body: session };
};

/** Tells what shows; what is looked at goes on afterwards. */
export const getMounts: Handler = (call) => {
  const answer = list("InstantRecovery", (item) => item)(call);
  for (const found of all(call, "InstantRecovery")) {
    goOn(call, found);
  }
  return answer;
};

function goOn(call: Call, found: WorldObject): void {
  const { state } = found.properties;
  if (state === "Mounting") {
    const errorMessage = show(call, found.properties);
    change(call, found, {
      ...(errorMessage === undefined ? { state: "Mounted" } : { state: "Failed", errorMessage }),
    });
  }
  if (state === "Dismounting") {
    const machine = machineOf(call, found.properties);
    if (machine !== undefined) {
      call.world.drop(machine, "deleted");
    }
    end(call, textAt(found.properties, "sessionId") ?? "");
    call.world.drop(found);
  }
}

/** Makes the machine, or tells why vCenter does not. */
function show(call: Call, shown: JsonObject): string | undefined {
  const wish = objectAt(shown, "spec");
  const { vcenter, name, folder, pool } = destinationOf(wish);
  const [broken] = all(call, "RestoreFailure");
  if (broken !== undefined) {
    call.world.drop(broken);
    return textAt(broken.properties, "message") ?? "";
  }
  const parent = inVcenter(call, kinds.folder, vcenter, folder);
  if (parent === undefined || !inVcenter(call, kinds.resourcePool, vcenter, pool)) {
    return "The folder or the resource pool is not in the vCenter.";
  }
  const inventoryPath = `${textAt(parent.properties, "inventoryPath")}/${name}`;
  const twins = call.world.all("vsphere", kinds.virtualMachine, vcenter);
  if (twins.some(({ properties }) => properties["inventoryPath"] === inventoryPath)) {
    return `The name '${name}' already exists.`;
  }
  const held = find(call, "HeldMachine", textAt(wish, "restorePointId") ?? "");
  const number = call.world.next();
  call.world.put(
    {
      ...{ platform: "vsphere", place: vcenter, kind: kinds.virtualMachine },
      id: uuidOf(number),
      properties: {
        ...withoutStanding(objectAt(held?.properties ?? {}, "held")),
        ...{ name: name, inventoryPath, moid: `vm-${number}`, uuid: uuidOf(number) },
        ...{ powerState: "off", resourcePoolId: pool, shows: shown["id"] ?? "" },
        disks: disksOf(objectAt(held?.properties ?? {}, "held")),
      },
    },
    "created",
  );
  return undefined;
}

/** Where a machine stands and what hangs on it in vCenter is no part of its backup, nor is its lease. */
function withoutStanding(held: JsonObject): JsonObject {
  const lost = ["customAttributes", "folder", "tags", "defaultIpAddress", "guestIpAddresses"];
  return Object.fromEntries(Object.entries(held).filter(([key]) => !lost.includes(key)));
}

/** They lie on the backup server, in files of their own. */
function disksOf(held: JsonObject): JsonObject[] {
  return objectsAt(held, "disks").map((disk) => ({ ...disk, keepOnRemove: false }));
}

function machineOf(call: Call, shown: JsonObject): WorldObject | undefined {
  const { vcenter } = destinationOf(objectAt(shown, "spec"));
  return call.world
    .all("vsphere", kinds.virtualMachine, vcenter)
    .find(({ properties }) => properties["shows"] === shown["id"]);
}

/** Where it is to show, as what. */
function destinationOf(spec: JsonObject) {
  const destination = objectAt(spec, "destination");
  const [host, folder, pool] = ["destinationHost", "folder", "resourcePool"].map((key) =>
    objectAt(destination, key),
  );
  return {
    ...{ vcenter: textAt(host ?? {}, "hostName") ?? "", host: textAt(host ?? {}, "name") ?? "" },
    folder: textAt(folder ?? {}, "objectId") ?? "",
    pool: textAt(pool ?? {}, "objectId") ?? "",
    name: textAt(destination, "restoredVmName") ?? "",
  };
}

function inVcenter(call: Call, kind: string, vcenter: string, id: string): WorldObject | undefined {
  return call.world.get({ platform: "vsphere", place: vcenter, kind, id });
}

function begin(call: Call, name: string, sessionType: string) {
  const session = {
    ...{ id: newId(call), jobId: newId(call), name: `Instant recovery of ${name}`, sessionType },
    ...{ creationTime: call.world.now(), state: "Working", progressPercent: 0 },
    ...{ usn: call.world.next(), initiatedBy: "comanaged" },
  };
  add(call, "Session", session);
  return session;
}

function end(call: Call, id: string): void {
  const session = find(call, "Session", id);
  if (session !== undefined) {
    change(call, session, {
      ...{ state: "Stopped", progressPercent: 100, endTime: call.world.now() },
      result: { result: "Success", message: "", isCanceled: false },
    });
  }
}
