import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type Entry,
  Journal,
  objectKey,
  readJournal,
  type WorldEvent,
  type WorldObject,
} from "./journal.js";
import { WorldLock } from "./lock.js";
import { Objects } from "./objects.js";
import { Transaction } from "./transaction.js";

export const journalName = "journal.jsonl";

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

  readonly folder: string;

  /** Opens the world in the folder; it gains what of the seed it never had. */
  constructor(folder: string, seed: readonly WorldObject[]) {
    // Its machines run programs in folders of their own, from which a relative path leads nowhere.
    this.folder = resolve(folder);
    mkdirSync(folder, { recursive: true });
    this.lock = new WorldLock(folder);
    const file = join(folder, journalName);
    for (const entry of readJournal(file)) {
      this.apply(entry);
    }
    if (this.secretSalt === "") {
      this.apply({ tick: 0, salt: randomBytes(16).toString("hex") });
    }
    this.apply(this.newlySeeded(seed));
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

  private newlySeeded(seed: readonly WorldObject[]): Entry {
    const known = new Set(
      this.events.filter(({ what }) => what === "seeded").map((event) => objectKey(event)),
    );
    const put = seed.filter((object) => !known.has(objectKey(object)));
    const events = put.map(({ platform, place, kind, id }) => ({
      ...{ tick: this.tick, what: "seeded" as const },
      ...{ platform, place, kind, id },
    }));
    return { tick: this.tick, put, events };
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
