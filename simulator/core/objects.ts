import { objectKey, type WorldObject } from "./journal.js";

/** Properties by which the platforms look their objects up again and again. */
const indexed = [
  "defaultIpAddress",
  "instanceId",
  "inventoryPath",
  "name",
  "privateIp",
  "volumeId",
] as const;

export type IndexedProperty = (typeof indexed)[number];

type Members = ReadonlyMap<string, WorldObject>;

const nobody: Members = new Map();

/** The objects of a world, found by key, by kind and by what the platforms keep unique. */
export class Objects {
  private readonly byKey = new Map<string, WorldObject>();
  private readonly groups = new Map<string, Map<string, WorldObject>>();

  get(key: string): WorldObject | undefined {
    return this.byKey.get(key);
  }

  values(): Iterable<WorldObject> {
    return this.byKey.values();
  }

  /** All objects of a kind in a place, or in all places. */
  ofKind(platform: string, kind: string, place = ""): Members {
    return this.groups.get(kindGroup(platform, place, kind)) ?? nobody;
  }

  /** All objects of a kind in a place that have the text as that property. */
  having(
    platform: string,
    kind: string,
    place: string,
    property: IndexedProperty,
    text: string,
  ): Members {
    return this.groups.get(`${kindGroup(platform, place, kind)} ${property}=${text}`) ?? nobody;
  }

  put(object: WorldObject): void {
    const key = objectKey(object);
    this.drop(key);
    this.byKey.set(key, object);
    for (const group of groupsOf(object)) {
      const members = this.groups.get(group) ?? new Map<string, WorldObject>();
      this.groups.set(group, members.set(key, object));
    }
  }

  drop(key: string): void {
    const object = this.byKey.get(key);
    if (object !== undefined) {
      this.byKey.delete(key);
      for (const group of groupsOf(object)) {
        this.groups.get(group)?.delete(key);
      }
    }
  }
}

function kindGroup(platform: string, place: string, kind: string): string {
  return `${platform} ${place} ${kind}`;
}

function groupsOf({ platform, place, kind, properties }: WorldObject): string[] {
  const own = kindGroup(platform, place, kind);
  const groups = [own, kindGroup(platform, "", kind)];
  for (const property of indexed) {
    const value = properties[property];
    if (typeof value === "string") {
      groups.push(`${own} ${property}=${value}`);
    }
  }
  return groups;
}
