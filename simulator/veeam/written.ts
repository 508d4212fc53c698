import { randomUUID } from "node:crypto";
import { win32 } from "node:path";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import { baseOf } from "../hyperv/diskCmdlets.js";
import { changeHost, stateOf } from "../hyperv/host.js";
import type { Machine } from "../hyperv/state.js";
import type { Call } from "./call.js";
import { heldAt, type OnHyperv } from "./held.js";

/** The disks of a restore point of a machine on Hyper-V. */
export function hypervDisks(call: Call, point: string): JsonObject[] {
  const held = heldAt(call, point);
  return held === undefined ? [] : disksOf(point, held);
}

function disksOf(point: string, { machine, files }: OnHyperv): JsonObject[] {
  return machine.drives.map(({ slot, path }) => {
    const [name, size] = [win32.basename(path), (files[path] ?? 0) * 1024 ** 3];
    return {
      ...{ platform: "HyperV", uid: `${point}-${slot}`, type: "Hv", name, capacity: size },
      ...{ state: "Processed", diskExtents: [{ uid: `${point}-${slot}`, name, path, size }] },
    };
  });
}

/** Why the backup server does not begin to write a machine of its own; undefined where it does. */
export function whyNotWritten(call: Call, point: string): string | undefined {
  const held = heldAt(call, point);
  const { hostName } = destinationOf(call.body);
  if (held === undefined || call.hypervTarget(hostName) === undefined) {
    return `There is no Hyper-V host ${hostName}.`;
  }
  const known = disksOf(point, held).flatMap((disk) => objectsAt(disk, "diskExtents"));
  const strange = mappingsOf(call.body).find(({ uid }) => known.every((one) => one["uid"] !== uid));
  return strange && `There is no disk ${strange.uid} in the restore point.`;
}

/** Writes the machine, which never runs; tells why where its host does not take it. */
export function writeMachine(call: Call, point: string, wish: JsonObject): string | undefined {
  const held = heldAt(call, point);
  const { hostName, name, configuration } = destinationOf(wish);
  const host = call.hypervTarget(hostName);
  if (held === undefined || host === undefined) {
    return `The host ${hostName} does not answer.`;
  }
  const { machines, files } = stateOf(host);
  if (machines.some((one) => one.name.toLowerCase() === name.toLowerCase())) {
    return `The virtual machine ${name} already exists.`;
  }
  const mappings = new Map(mappingsOf(wish).map(({ uid, folder }) => [uid, folder]));
  const drives = held.machine.drives.map(({ slot, path }) => {
    const folder = mappings.get(`${point}-${slot}`) ?? win32.dirname(path);
    return { slot, from: path, path: win32.join(folder, win32.basename(baseOf(path))) };
  });
  const taken = drives.find(({ path }) => files[path] !== undefined);
  if (taken !== undefined) {
    return `The file ${taken.path} already exists.`;
  }
  changeHost(host, (state) => {
    state.machines.push(machineOf(held.machine, { wish, name, configuration, drives }));
    for (const { from, path } of drives) {
      state.files[path] = held.files[from] ?? 0;
      const content = held.contents[from];
      Object.assign(state.contents, content === undefined ? {} : { [path]: content });
    }
  });
  return undefined;
}

/** It is what was backed up, with its notes; a replication is none of it. */
function machineOf(
  { replication: _none, farDrives: _far, ...machine }: Machine,
  written: {
    readonly wish: JsonObject;
    readonly name: string;
    readonly configuration: string;
    readonly drives: Machine["drives"];
  },
): Machine {
  const { wish, name, configuration, drives } = written;
  const apart = objectsAt(objectAt(wish, "network"), "mappings").flatMap((mapping) => {
    const source = objectAt(mapping, "sourceNetwork");
    return source["disconnect"] === true ? [textAt(objectAt(source, "network"), "name")] : [];
  });
  return {
    ...{ ...machine, id: randomUUID(), name, configuration, checkpoints: [] },
    state: wish["powerUp"] === true ? "Running" : "Off",
    drives: drives.map(({ slot, path }) => ({ slot, path })),
    adapters: machine.adapters.map(({ address: _lease, told: _told, ...one }) =>
      apart.includes(one.switch ?? "") ? { ...one, switch: null } : one,
    ),
  };
}

function destinationOf(wish: JsonObject) {
  return {
    hostName: textAt(objectAt(wish, "destinationHost"), "hostName") ?? "",
    name: textAt(objectAt(wish, "target"), "vmName") ?? "",
    configuration: textAt(objectAt(wish, "datastore"), "configurationFilesPath") ?? "",
  };
}

function mappingsOf(wish: JsonObject) {
  return objectsAt(objectAt(wish, "datastore"), "diskMappings").map((mapping) => ({
    uid: textAt(objectAt(mapping, "disk"), "uid") ?? "",
    folder: textAt(mapping, "targetFolder") ?? "",
  }));
}
