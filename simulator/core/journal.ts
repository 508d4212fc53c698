import { closeSync, existsSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { z } from "zod";
import type { Json, JsonObject } from "./json.js";

const json: z.ZodType<Json> = z.json();
const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);

const worldObject = z.strictObject({
  platform: z.string(),
  /** `<account>/<region>` or the name of a vCenter. */
  place: z.string(),
  /** Type token, such as `aws:ec2/instance:Instance`. */
  kind: z.string(),
  id: z.string(),
  properties: jsonObject,
});

const worldEvent = z.strictObject({
  /** Time of the world in ticks: each change takes one. */
  tick: z.number(),
  what: z.enum([
    "seeded",
    "created",
    "updated",
    "reboot",
    "dataLoss",
    "deleted",
    "drifted",
    "stopped",
    "started",
  ]),
  platform: z.string(),
  place: z.string(),
  kind: z.string(),
  id: z.string(),
  detail: z.string().optional(),
});

const entry = z.strictObject({
  tick: z.number(),
  salt: z.string().optional(),
  put: z.array(worldObject).optional(),
  drop: z.array(z.string()).optional(),
  events: z.array(worldEvent).optional(),
  /** How often each fault was used up, by its name. */
  faults: z.record(z.string(), z.number()).optional(),
});

/** One thing that exists on a platform. */
export type WorldObject = Readonly<z.infer<typeof worldObject>>;

/** One thing that happened on a platform. */
export type WorldEvent = Readonly<z.infer<typeof worldEvent>>;

/** One operation: everything that it changed, in one line. */
export type Entry = z.infer<typeof entry>;

/** The key under which the world keeps an object. */
export function objectKey(of: Pick<WorldObject, "platform" | "place" | "kind" | "id">): string {
  return `${of.platform} ${of.place} ${of.kind} ${of.id}`;
}

/**
 * Reads a journal. A last line without its end was cut off by a crash before anybody was told, so
 * it does not count; a broken line elsewhere is an error.
 */
export function readJournal(file: string): Entry[] {
  if (!existsSync(file)) {
    return [];
  }
  const lines = readFileSync(file, "utf8").split("\n");
  lines.pop();
  return lines.map((line, index) => parseEntry(line, `${file}:${index + 1}`));
}

function parseEntry(line: string, where: string): Entry {
  try {
    return entry.parse(JSON.parse(line));
  } catch (error) {
    throw new Error(`${where}: the world is damaged: ${String(error)}. Remove it to start anew.`);
  }
}

/** An append-only file in which each entry is one write. */
export class Journal {
  private readonly descriptor: number;

  /** Starts with these entries, in place of what the file held. */
  constructor(file: string, entries: readonly Entry[]) {
    const next = `${file}.next`;
    const descriptor = openSync(next, "w", 0o600);
    writeAll(descriptor, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
    renameSync(next, file);
    this.descriptor = descriptor;
  }

  append(entry: Entry): void {
    writeAll(this.descriptor, `${JSON.stringify(entry)}\n`);
  }

  /** What a crash in the middle of a write leaves behind. */
  appendTorn(entry: Entry): void {
    const line = JSON.stringify(entry);
    writeAll(this.descriptor, line.slice(0, line.length / 2));
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    written += writeSync(descriptor, bytes, written);
  }
}
