import { hypervHosts } from "../../../simulator/data/seedHyperv.js";
import { hypervHostAt } from "../../../simulator/hyperv/host.js";
import { readHost } from "../../../simulator/hyperv/state.js";
import {
  readWorld,
  type SeenObject,
  type SeenWorld,
  serversOf,
} from "../../../simulator/inspect.js";
import { hardwareOf } from "../../../simulator/physical/state.js";

const hypervMachine = "comanaged:hyperv:machine";
const hypervFile = "comanaged:hyperv:file";
const physicalMachine = "comanaged:physical:machine";

/** What a world tells of the servers in it. */
export interface WorldFacts {
  readonly world: SeenWorld;
  /** The living machine of each server, by name. */
  readonly machines: ReadonlyMap<string, SeenObject>;
  /** What the platform calls each disk that exists, by `<server> <label>`. */
  readonly disks: ReadonlyMap<string, string>;
}

/** Reads a world whose servers have the names of estates. */
export function worldFacts(folder: string): WorldFacts {
  const { objects, ...rest } = readWorld(folder);
  const elsewhere = [...objectsOnHosts(folder), ...installedMachines(folder)];
  const world = { ...rest, objects: [...objects, ...elsewhere] };
  const machines = new Map(
    [...serversOf(world), ...elsewhere.filter(({ kind }) => kind !== hypervFile)]
      .filter(({ properties }) => properties["instanceState"] !== "terminated")
      .map((machine) => [nameOf(machine), machine]),
  );
  return { world, machines, disks: disksOf(world, machines) };
}

/** The machines of Hyper-V hosts and what their hosts hold besides, which lie beside the world. */
function objectsOnHosts(folder: string): SeenObject[] {
  return Object.keys(hypervHosts).flatMap((address) => {
    const host = hypervHostAt(folder, address);
    const { machines = [], files = {} } = (host && readHost(host.folder)) ?? {};
    const place = { platform: "hyperv", place: address };
    return [
      ...machines.map(({ starts, ...machine }) =>
        seen({ ...place, kind: hypervMachine, id: machine.id }, machine.name, machine, starts),
      ),
      ...Object.entries(files).map(
        ([file, sizeGiB]): SeenObject => ({
          ...{ ...place, kind: hypervFile, id: file, history: [], properties: { sizeGiB } },
        }),
      ),
    ];
  });
}

/** The physical machines on which a server stands. */
function installedMachines(folder: string): SeenObject[] {
  return hardwareOf(folder).flatMap(({ serial, uuid, installed, starts, ...machine }) => {
    const place = { platform: "physical", place: serial, kind: physicalMachine, id: uuid };
    const name = installed?.name ?? "";
    return installed === null ? [] : seen(place, name, { ...machine, installed }, starts);
  });
}

/** A machine of a platform that tells of what happened only how often it was started. */
function seen(
  place: Pick<SeenObject, "platform" | "place" | "kind" | "id">,
  name: string,
  machine: object,
  starts: number,
): SeenObject {
  const history = Array.from({ length: starts }, (_, tick) => ({
    ...{ ...place, tick, what: "reboot" as const },
  }));
  return { ...place, history, properties: { name, machine: JSON.stringify(machine) } };
}

function disksOf(
  { objects }: SeenWorld,
  machines: ReadonlyMap<string, SeenObject>,
): Map<string, string> {
  const names = new Map([...machines].map(([name, { id }]) => [id, name]));
  const disks = new Map<string, string>();
  for (const { kind, id, properties } of objects) {
    if (kind.endsWith(":VirtualMachine") && Array.isArray(properties["disks"])) {
      for (const disk of properties["disks"]) {
        disks.set(`${names.get(id)} ${text(disk, "label")}`, text(disk, "uuid"));
      }
    } else if (text(properties, "formerMachine") !== "") {
      const machine = names.get(text(properties, "formerMachine")) ?? "";
      disks.set(`${machine} ${text(properties, "label")}`, text(properties, "uuid"));
    } else if (kind === "aws:ebs/volume:Volume") {
      disks.set(text(properties["tags"], "Name"), id);
    } else if (kind === hypervFile) {
      const [, machine = "", label = ""] = /([^\\]+)\\([^\\]+)\.vhdx$/.exec(id) ?? [];
      disks.set(`${names.get(machine) ?? machine} ${label}`, id);
    } else if (kind === "azure-native:compute:Disk") {
      disks.set(text(properties, "diskName"), text(properties, "uniqueId"));
    }
  }
  return disks;
}

function nameOf({ properties }: SeenObject): string {
  return text(properties, "vmName") || text(properties, "name") || text(properties["tags"], "Name");
}

function text(of: unknown, key: string): string {
  const value = typeof of === "object" && of !== null ? Reflect.get(of, key) : undefined;
  return typeof value === "string" ? value : "";
}
