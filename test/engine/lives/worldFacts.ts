import {
  readWorld,
  type SeenObject,
  type SeenWorld,
  serversOf,
} from "../../../simulator/inspect.js";

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
  const world = readWorld(folder);
  const machines = new Map(
    serversOf(world)
      .filter(({ properties }) => properties["instanceState"] !== "terminated")
      .map((machine) => [nameOf(machine), machine]),
  );
  return { world, machines, disks: disksOf(world, machines) };
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
