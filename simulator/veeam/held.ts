import { z } from "zod";
import type { WorldObject } from "../core/journal.js";
import { type JsonObject, objectAt, objectsAt, textAt } from "../core/json.js";
import { changeHost, stateOf } from "../hyperv/host.js";
import { type HostState, machine as hypervMachine } from "../hyperv/state.js";
import { kinds } from "../vsphere/common.js";
import { add, type Call, find } from "./call.js";
import { idOf } from "./computers.js";

/** What a backup of a machine on Hyper-V holds. */
const onHyperv = z.object({
  machine: hypervMachine,
  /** Sizes of its disks in GiB, by file. */
  files: z.record(z.string(), z.number()),
  contents: z.record(z.string(), z.string()),
});

/** What a backup of a machine on Hyper-V holds. */
export type OnHyperv = z.infer<typeof onHyperv>;

/** What a restore point holds of a machine on Hyper-V; undefined for all others. */
export function heldAt(call: Call, point: string): OnHyperv | undefined {
  const held = find(call, "HeldMachine", point)?.properties ?? {};
  return onHyperv.safeParse(held["held"]).data;
}

/** Keeps with a restore point what a machine holds now. */
export function hold(call: Call, point: string, machine: JsonObject): void {
  const [host, objectId] = [textAt(machine, "hostName") ?? "", textAt(machine, "objectId") ?? ""];
  const inVcenter = virtualMachine(call, host, objectId);
  const onHost = call.hypervHost(host, objectId);
  const held =
    inVcenter?.properties ??
    (onHost ? heldOnHyperv(stateOf(onHost), objectId) : heldOnHardware(call, machine));
  if (held !== undefined) {
    add(call, "HeldMachine", { id: point, host, objectId, held });
  }
}

/** What a machine is called now: a job may know it by the name that it had when it came to be. */
export function nameOf(call: Call, machine: JsonObject): string {
  const [host, objectId] = [textAt(machine, "hostName") ?? "", textAt(machine, "objectId") ?? ""];
  const onHost = call.hypervHost(host, objectId);
  const there = onHost && stateOf(onHost).machines.find(({ id }) => id === objectId);
  const inVcenter = virtualMachine(call, host, objectId)?.properties;
  return there?.name ?? textAt(inVcenter ?? machine, "name") ?? "";
}

/** What happens to a machine while its disks are written: nothing of them can be used. */
export function overwrite(call: Call, point: string): void {
  const held = objectAt(find(call, "HeldMachine", point)?.properties ?? {}, "held");
  const labels = objectsAt(held, "disks").map((disk) => disk["label"]);
  changeMachine(call, point, {
    inVcenter: ({ properties }) => ({
      ...properties,
      powerState: "off",
      disks: objectsAt(properties, "disks").map((disk) =>
        labels.includes(disk["label"]) ? { ...disk, content: half } : disk,
      ),
    }),
    onHyperv: (state, id) => {
      for (const machine of state.machines.filter((one) => one.id === id)) {
        machine.state = "Off";
      }
      for (const path of Object.keys(objectAt(held, "files"))) {
        state.contents[path] = half;
      }
    },
  });
}

const half = "half restored";

/** Makes a machine what it was, and starts it. Disks that the backup does not hold stay. */
export function bringBack(call: Call, point: string): void {
  const held = objectAt(find(call, "HeldMachine", point)?.properties ?? {}, "held");
  changeMachine(call, point, {
    inVcenter: (machine) => asItWas(machine, held),
    onHyperv: (state, id) => {
      const { machine, files, contents } = onHyperv.parse(held);
      state.machines = state.machines.map((one) =>
        one.id === id ? { ...machine, state: "Running", starts: one.starts + 1 } : one,
      );
      Object.assign(state.files, files);
      Object.assign(state.contents, contents);
    },
  });
}

interface Changes {
  readonly inVcenter: (machine: WorldObject) => JsonObject;
  readonly onHyperv: (state: HostState, id: string) => void;
  /** What is on a drive then; nothing writes whole machines of their own. */
  readonly onHardware?: (drive: { readonly serial: string; readonly content: string }) => string;
}

/** Changes the machine of a restore point where it stands. */
export function changeMachine(call: Call, point: string, changes: Changes): void {
  const { inVcenter, onHyperv, onHardware } = changes;
  const held = find(call, "HeldMachine", point)?.properties ?? {};
  const [host, objectId] = [textAt(held, "host") ?? "", textAt(held, "objectId") ?? ""];
  const machine = virtualMachine(call, host, objectId);
  const onHost = call.hypervHost(host, objectId);
  if (machine !== undefined) {
    call.world.put({ ...machine, properties: inVcenter(machine) }, "updated", "restored");
  }
  if (onHost !== undefined) {
    changeHost(onHost, (state) => onHyperv(state, objectId));
  }
  const serial = textAt(objectAt(held, "held"), "serial");
  if (serial !== undefined && onHardware !== undefined) {
    call.writeOnDrives(serial, onHardware);
  }
}

/** Where a machine stands, who it is, and what hangs on it in vCenter is no part of its backup. */
const stays = ["customAttributes", "folder", "inventoryPath", "moid", "name", "tags", "uuid"];

function asItWas({ properties: is }: WorldObject, was: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(is).filter(([key]) => stays.includes(key)));
  const disks = objectsAt(was, "disks");
  const more = objectsAt(is, "disks").filter(
    (disk) => !disks.some((one) => one["label"] === disk["label"]),
  );
  return { ...was, ...kept, disks: [...disks, ...more], powerState: "on" };
}

function virtualMachine(call: Call, host: string, moid: string): WorldObject | undefined {
  return call.world
    .all("vsphere", kinds.virtualMachine, host)
    .find(({ properties }) => textAt(properties, "moid") === moid);
}

function heldOnHyperv({ machines, files, contents }: HostState, id: string): JsonObject {
  const machine = machines.find((one) => one.id === id);
  const paths = machine?.drives.map(({ path }) => path) ?? [];
  const of = <T>(all: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(all).filter(([path]) => paths.includes(path)));
  return jsonOf({ machine, files: of(files), contents: of(contents) });
}

/** An agent's backup tells disks by what is on them, and not by what anybody calls them. */
function heldOnHardware(call: Call, machine: JsonObject): JsonObject | undefined {
  const computer = call.computers().find(({ serial }) => idOf(serial) === textAt(machine, "id"));
  return computer && { serial: computer.serial, drives: { ...computer.contents } };
}

/** What is on each disk that a restore point holds, by what its platform calls the file of it. */
export function contentsHeld(call: Call, point: string): Readonly<Record<string, string>> {
  const held = objectAt(find(call, "HeldMachine", point)?.properties ?? {}, "held");
  const inVcenter = objectsAt(held, "disks").map((disk) => [
    (textAt(disk, "path") ?? textAt(disk, "label") ?? "").split("/").at(-1),
    textAt(disk, "content") ?? "",
  ]);
  const files = objectAt(held, "contents");
  const onHyperv = Object.keys(objectAt(held, "files")).map((path) => [
    path.split("\\").at(-1),
    textAt(files, path) ?? "",
  ]);
  const onHardware = Object.entries(objectAt(held, "drives"));
  return Object.fromEntries([...inVcenter, ...onHyperv, ...onHardware]);
}

function jsonOf(value: unknown): JsonObject {
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(value)));
}
