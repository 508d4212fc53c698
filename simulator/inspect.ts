import { join } from "node:path";
import { objectKey, readJournal, type WorldEvent, type WorldObject } from "./core/journal.js";
import { journalName } from "./core/world.js";

/** An object of the world and what happened to it. */
export interface SeenObject extends WorldObject {
  readonly history: readonly WorldEvent[];
}

export interface SeenWorld {
  /** What exists now. */
  readonly objects: readonly SeenObject[];
  /** Everything that happened, oldest first, also to what is gone. */
  readonly events: readonly WorldEvent[];
}

/** Reads a world from its folder, whether or not a simulator runs on it. */
export function readWorld(folder: string): SeenWorld {
  const objects = new Map<string, WorldObject>();
  const events: WorldEvent[] = [];
  for (const entry of readJournal(join(folder, journalName))) {
    for (const key of entry.drop ?? []) {
      objects.delete(key);
    }
    for (const object of entry.put ?? []) {
      objects.set(objectKey(object), object);
    }
    events.push(...(entry.events ?? []));
  }
  const histories = new Map<string, WorldEvent[]>();
  for (const event of events) {
    const history = histories.get(objectKey(event)) ?? [];
    history.push(event);
    histories.set(objectKey(event), history);
  }
  return {
    objects: [...objects].map(([key, object]) => ({
      ...object,
      history: histories.get(key) ?? [],
    })),
    events,
  };
}

const serverKinds = [
  "aws:ec2/instance:Instance",
  "azure-native:compute:VirtualMachine",
  "vsphere:index/virtualMachine:VirtualMachine",
];

/** The servers that somebody made: instances and machines, not the templates. */
export function serversOf({ objects }: SeenWorld): SeenObject[] {
  return objects.filter(
    ({ kind, history }) => serverKinds.includes(kind) && history[0]?.what !== "seeded",
  );
}
