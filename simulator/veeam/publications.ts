import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, textAt, textsAt } from "../core/json.js";
import { kinds } from "../vsphere/common.js";
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
import { contentsHeld } from "./held.js";
import { page } from "./lists.js";

/** What opens a target, by the mode in which disks are shown there. */
const credentialsOf: Readonly<Record<string, string>> = {
  FUSELinuxMount: "Linux",
  ISCSIWindowsMount: "Standard",
};

/** Begins to show disks of a restore point in a machine. */
export const publish: Handler = (call) => {
  const { body } = call;
  const [type, target] = [textAt(body, "type") ?? "", textAt(body, "targetServerName") ?? ""];
  const point = find(call, "RestorePoint", textAt(body, "restorePointId") ?? "");
  if (point === undefined) {
    return failure(404, "NotFound", "There is no such restore point.");
  }
  const wanted = credentialsOf[type];
  if (wanted === undefined) {
    throw new Error(`the simulator shows no disks as ${type}`);
  }
  const credentials = find(call, "Credentials", textAt(body, "targetServerCredentialsId") ?? "");
  if (credentials?.properties["type"] !== wanted) {
    return failure(400, "UnexpectedContent", `There are no such credentials of type ${wanted}.`);
  }
  const held = contentsHeld(call, point.id);
  const names = textsAt(body, "diskNames");
  const unknown = names.find((name) => fileOf(name, held) === undefined);
  if (unknown !== undefined) {
    return failure(400, "UnexpectedContent", `The restore point has no disk ${unknown}.`);
  }
  const files =
    names.length === 0 ? Object.keys(held) : names.flatMap((name) => fileOf(name, held) ?? []);
  const name = textAt(point.properties, "name") ?? "";
  const id = newId(call);
  const session = {
    ...{ id, jobId: newId(call), name, sessionType: "PublishBackupContentViaMount" },
    ...{ creationTime: call.world.now(), state: "Working", progressPercent: 0 },
    ...{ usn: call.world.next(), initiatedBy: call.user },
    result: { result: "None", message: "", isCanceled: false },
  };
  add(call, "Session", session);
  // A publication has the id of its session.
  add(call, "Publication", {
    ...{
      id,
      type,
      target,
      files: Object.fromEntries(files.map((file) => [file, held[file] ?? ""])),
    },
    mount: {
      ...{ id, initiatorName: `BACKUP\\${call.user}`, mountState: "Mounting" },
      ...{ backupId: textAt(point.properties, "backupId") ?? id, backupName: name },
      ...{ restorePointId: point.id, restorePointName: name },
      info: { mode: type === "FUSELinuxMount" ? "Fuse" : "ISCSI", disks: [] },
    },
  });
  return { status: 201, body: session };
};

/** Tells what shows; what is looked at goes on afterwards. */
export const getPublications: Handler = (call) => {
  const mounts = all(call, "Publication").map(({ properties }) => objectAt(properties, "mount"));
  const { query } = call;
  const answer = page(mounts, Number(query.get("skip") ?? 0), Number(query.get("limit") ?? 200));
  for (const found of all(call, "Publication")) {
    goOn(call, found);
  }
  return answer;
};

/** Tells one of them. */
export const getPublication: Handler = (call) =>
  withPublication(call, (found) => ({ status: 200, body: objectAt(found.properties, "mount") }));

/** Begins to take disks off again. */
export const unpublish: Handler = (call) =>
  withPublication(call, (found) => {
    const mount = objectAt(found.properties, "mount");
    if (["Mounting", "Unmounting"].includes(textAt(mount, "mountState") ?? "")) {
      return failure(400, "UnexpectedContent", "The mount is being worked on.");
    }
    change(call, found, { mount: { ...mount, mountState: "Unmounting" } });
    return { status: 200, body: find(call, "Session", found.id)?.properties ?? {} };
  });

function withPublication(call: Call, answer: (found: WorldObject) => Answer): Answer {
  const found = find(call, "Publication", call.params["mountId"] ?? "");
  return found === undefined ? failure(404, "NotFound", "There is no such mount.") : answer(found);
}

/** The file of a disk: VMware's disks are called without the ending of theirs. */
function fileOf(name: string, held: Readonly<Record<string, string>>): string | undefined {
  return [name, `${name}.vmdk`].find((file) => held[file] !== undefined);
}

function goOn(call: Call, found: WorldObject): void {
  const mount = objectAt(found.properties, "mount");
  switch (mount["mountState"]) {
    case "Mounting":
      change(call, found, { mount: { ...mount, ...shownOrNot(call, found) } });
      return;
    case "Unmounting":
      end(call, found.id, "Success", "");
      call.world.drop(found);
      return;
    default:
      return;
  }
}

function shownOrNot(call: Call, found: WorldObject): JsonObject {
  const why = whyNot(call, found.properties);
  if (why === undefined) {
    return { mountState: "Mounted", info: infoOf(found) };
  }
  end(call, found.id, "Failed", why);
  return { mountState: "MountFailed" };
}

/** Why disks do not come to show in a machine. */
function whyNot(call: Call, { target, mount }: JsonObject): string | undefined {
  const [broken] = all(call, "RestoreFailure");
  if (broken !== undefined) {
    call.world.drop(broken);
    return textAt(broken.properties, "message") ?? "";
  }
  const point = textAt(objectAt({ mount: mount ?? {} }, "mount"), "restorePointId") ?? "";
  const vcenter = textAt(find(call, "HeldMachine", point)?.properties ?? {}, "host") ?? "";
  const machines = call.world.all("vsphere", kinds.virtualMachine, vcenter);
  const addresses = [
    ...machines.map(({ properties }) => textAt(properties, "defaultIpAddress")),
    ...call.computers().map(({ address }) => address),
    ...call.hypervAddresses(),
  ];
  const isThere = addresses.some((address) => address === target);
  return isThere
    ? undefined
    : `Failed to connect to ${textAt({ target: target ?? "" }, "target")}.`;
}

/** As the examples of the published description have it. */
function infoOf({ id, properties }: WorldObject): JsonObject {
  const { target = "", type } = properties;
  const isFuse = type === "FUSELinuxMount";
  const name = textAt(objectAt(properties, "mount"), "restorePointName") ?? "";
  const disks = Object.keys(objectAt(properties, "files")).map((file, index): JsonObject => {
    const shown = file.replace(/\.vmdk$/, "-flat.vmdk");
    const diskId = id.replaceAll("-", "").toUpperCase();
    return isFuse
      ? {
          ...{ diskId, accessLink: "" },
          diskName: `/run/media/Veeam.Mount.Disks/${id}/${shown}_1`,
          mountPoints: [`/run/media/Veeam.Mount.FS/${id}/${shown}_1`],
        }
      : {
          ...{ diskId, diskName: `${id} (${name})\\${shown}` },
          accessLink: `iqn.2006-06.com.veeam:${name}.${id.replaceAll("-", "")}:LUN(${index})`,
          mountPoints: [`C:\\VeeamFLR\\${name}_${id.slice(-8)}\\Volume${index}`],
        };
  });
  return isFuse
    ? { mode: "Fuse", serverPort: 0, serverIps: [target], disks }
    : { mode: "ISCSI", serverPort: 3260, serverIps: ["10.9.0.30"], disks };
}

function end(call: Call, id: string, result: string, message: string): void {
  const session = find(call, "Session", id);
  if (session !== undefined) {
    change(call, session, {
      ...{ state: "Stopped", progressPercent: 100, endTime: call.world.now() },
      result: { result, message, isCanceled: false },
    });
  }
}
