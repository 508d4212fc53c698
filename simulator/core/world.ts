import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type Entry,
  Journal,
  objectKey,
  readJournal,
  type WorldEvent,
  type WorldObject,
} from "./journal.js";
import { WorldLock } from "./lock.js";
import { type IndexedProperty, Objects } from "./objects.js";
import { redactObject } from "./secrets.js";

export const journalName = "journal.jsonl";

type What = WorldEvent["what"];

/** Called around each write: `before` may cut it short, `after` sees how many there were. */
export interface WriteWatch {
  before(journal: Journal, entry: Entry): void;
  after(): void;
}

/** Everything that exists on all platforms, kept in a folder. One process at a time. */
export class World {
  readonly objects = new Objects();
  private readonly events: WorldEvent[] = [];
  private readonly faults: Record<string, number> = {};
  private readonly lock: WorldLock;
  private readonly journal: Journal;
  private tick = 0;
  private secretSalt = "";
  watch: WriteWatch | undefined;

  /** Opens the world in the folder; a new one starts with the seed. */
  readonly folder: string;

  constructor(folder: string, seed: readonly WorldObject[]) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.lock = new WorldLock(folder);
    const file = join(folder, journalName);
    for (const entry of readJournal(file)) {
      this.apply(entry);
    }
    if (this.secretSalt === "") {
      this.apply(firstEntry(seed));
    }
    this.journal = new Journal(file, this.compacted());
  }

  get salt(): string {
    return this.secretSalt;
  }

  begin(): Transaction {
    return new Transaction(this, this.tick);
  }

  /** How often the fault was used up. */
  faultUses(name: string): number {
    return this.faults[name] ?? 0;
  }

  useFault(name: string): void {
    this.write({ tick: this.tick, faults: { [name]: this.faultUses(name) + 1 } });
  }

  write(entry: Entry): void {
    this.watch?.before(this.journal, entry);
    this.journal.append(entry);
    this.apply(entry);
    this.watch?.after();
  }

  snapshot(): { readonly objects: readonly WorldObject[]; readonly events: readonly WorldEvent[] } {
    return { objects: [...this.objects.values()], events: [...this.events] };
  }

  close(): void {
    this.journal.close();
    this.lock.release();
  }

  private compacted(): Entry[] {
    const { tick, secretSalt: salt, faults } = this;
    const head: Entry = { tick, salt, faults, events: this.events };
    return [head, ...[...this.objects.values()].map((object) => ({ tick, put: [object] }))];
  }

  private apply(entry: Entry): void {
    this.tick = Math.max(this.tick, entry.tick);
    this.secretSalt = entry.salt ?? this.secretSalt;
    for (const key of entry.drop ?? []) {
      this.objects.drop(key);
    }
    for (const object of entry.put ?? []) {
      this.objects.put(object);
    }
    this.events.push(...(entry.events ?? []));
    Object.assign(this.faults, entry.faults);
  }
}

function firstEntry(seed: readonly WorldObject[]): Entry {
  const events = seed.map(({ platform, place, kind, id }) => ({
    tick: 0,
    what: "seeded" as const,
    platform,
    place,
    kind,
    id,
  }));
  return { tick: 0, salt: randomBytes(16).toString("hex"), put: [...seed], events };
}

/** The changes of one operation: all of them are written, or none. */
export class Transaction {
  private readonly puts = new Map<string, WorldObject>();
  private readonly drops = new Set<string>();
  private readonly events: WorldEvent[] = [];

  private readonly world: World;
  private tick: number;

  constructor(world: World, tick: number) {
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
