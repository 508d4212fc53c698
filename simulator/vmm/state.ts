import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { machine } from "../hyperv/state.js";

const job = z.object({
  name: z.string(),
  /** How often somebody looks until it has ended. */
  looks: z.number(),
  /** Whether nothing is left of the machine then. */
  removes: z.boolean(),
});

const record = z.object({
  /** The record's own id; its machine has the one that its host knows. */
  id: z.string(),
  name: z.string(),
  computer: z.string(),
  /** `CreationFailed` and `Missing` are records without a machine. */
  status: z.enum(["OnHost", "CreationFailed", "Missing"]),
  properties: z.record(z.string(), z.string()),
  /** The networks of its adapters, by their names. */
  networks: z.record(z.string(), z.string()),
  /** What its checkpoints are described as, by their names. */
  checkpoints: z.record(z.string(), z.string()).default({}),
  job: job.nullable(),
  /** The machine as VMM last saw it. */
  seen: machine.nullable(),
});

/** What VMM knows of a machine. */
export type MachineRecord = z.infer<typeof record>;

const state = z.object({
  machines: z.array(record).default([]),
  /** Custom properties. */
  properties: z.array(z.string()).default([]),
  /** Hosts that are not as they should be, by the names of their computers. */
  hosts: z.record(z.string(), z.enum(["Maintenance", "NotResponding"])).default({}),
  /** Every job that changed something, in its order. */
  log: z.array(z.string()).default([]),
});

/** What a VMM server keeps in its database. */
export type ManagerState = z.infer<typeof state>;

/** What a VMM server keeps; that of a new one when nobody has reached it yet. */
export function readManager(folder: string): ManagerState {
  const file = join(folder, "vmm.json");
  return state.parse(existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {});
}

export function writeManager(folder: string, value: ManagerState): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "vmm.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}
