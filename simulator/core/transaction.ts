import { type Entry, objectKey, type WorldEvent, type WorldObject } from "./journal.js";
import type { IndexedProperty, Objects } from "./objects.js";
import { redactObject } from "./secrets.js";

type What = WorldEvent["what"];

/** What the changes are made on. */
interface Ground {
  readonly objects: Objects;
  write(entry: Entry): void;
}

/** The changes of one operation: all of them are written, or none. */
export class Transaction {
  private readonly puts = new Map<string, WorldObject>();
  private readonly drops = new Set<string>();
  private readonly events: WorldEvent[] = [];

  private readonly world: Ground;
  private tick: number;

  constructor(world: Ground, tick: number) {
    this.world = world;
    this.tick = tick;
  }

  /** A number that the world never gave before; ids and addresses are computed from it. */
  next(): number {
    this.tick += 1;
    return this.tick;
  }

  /** The world's time: not the clock on the wall, so that runs repeat. */
  now(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.tick * 1000).toISOString();
  }

  get(of: Pick<WorldObject, "platform" | "place" | "kind" | "id">): WorldObject | undefined {
    const key = objectKey(of);
    return this.drops.has(key) ? undefined : (this.puts.get(key) ?? this.world.objects.get(key));
  }

  all(platform: string, kind: string, place?: string): WorldObject[] {
    const found = this.untouched(this.world.objects.ofKind(platform, kind, place));
    const added = [...this.puts.values()].filter(
      (o) => o.platform === platform && o.kind === kind && (place ?? o.place) === o.place,
    );
    return [...found, ...added];
  }

  /** All objects of a kind in a place that have the text as that property. */
  having(
    platform: string,
    kind: string,
    place: string,
    property: IndexedProperty,
    text: string,
  ): WorldObject[] {
    const members = this.world.objects.having(platform, kind, place, property, text);
    const added = [...this.puts.values()].filter(
      (o) =>
        o.platform === platform &&
        o.kind === kind &&
        o.place === place &&
        o.properties[property] === text,
    );
    return [...this.untouched(members), ...added];
  }

  put(object: WorldObject, what: What, detail?: string): void {
    this.drops.delete(objectKey(object));
    this.puts.set(objectKey(object), object);
    this.record(object, what, detail);
  }

  drop(object: WorldObject, what: What = "deleted"): void {
    this.puts.delete(objectKey(object));
    this.drops.add(objectKey(object));
    this.record(object, what);
  }

  record({ platform, place, kind, id }: WorldObject, what: What, detail?: string): void {
    const event = { tick: this.next(), what, platform, place, kind, id };
    this.events.push(detail === undefined ? event : { ...event, detail });
  }

  private untouched(members: ReadonlyMap<string, WorldObject>): WorldObject[] {
    if (this.drops.size === 0 && this.puts.size === 0) {
      return [...members.values()];
    }
    const left = [...members].filter(([key]) => !this.drops.has(key) && !this.puts.has(key));
    return left.map(([, object]) => object);
  }

  /** Writes all changes as one line, without the secret texts; nothing when there are none. */
  commit(secrets: readonly string[] = []): void {
    if (this.events.length > 0) {
      this.world.write({
        tick: this.tick,
        put: [...this.puts.values()].map((object) => withoutSecrets(object, secrets)),
        drop: [...this.drops],
        events: this.events,
      });
    }
  }
}

function withoutSecrets(object: WorldObject, secrets: readonly string[]): WorldObject {
  return secrets.length === 0
    ? object
    : { ...object, properties: redactObject(object.properties, secrets) };
}
