import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const adapter = z.object({
  name: z.string(),
  /** What Virtual Machine Manager knows it by; its name when absent. */
  id: z.string().optional(),
  switch: z.string().nullable(),
  /** 0 is untagged. */
  vlan: z.number(),
  /** What the guest tells once it has run with a connection. */
  address: z.string().optional(),
  /** What its guest was told besides that address, where it was. */
  told: z
    .object({
      mask: z.string(),
      gateways: z.array(z.string()),
      dnsServers: z.array(z.string()),
    })
    .optional(),
});

/** What a host knows of the replication of a machine. */
const replication = z.object({
  /** The machine itself, or the copy of it. */
  mode: z.enum(["Primary", "Replica"]),
  /** Where it goes, and where it comes from. */
  ...{ server: z.string(), primary: z.string() },
  ...{ port: z.number(), authentication: z.string(), thumbprint: z.string().nullable() },
  frequencySeconds: z.number(),
  ...{ state: z.string(), health: z.string() },
  /** Slots of the drives that go along. */
  slots: z.array(z.number()),
});

/** The replication of a machine as its host has it. */
export type Replication = z.infer<typeof replication>;

/** A machine as it is written down. */
export const machine = z.object({
  id: z.string(),
  name: z.string(),
  notes: z.string(),
  state: z.enum(["Off", "Running", "Saved"]),
  cpus: z.number(),
  memoryMiB: z.number(),
  /** Static when absent. */
  dynamicMemory: z.object({ minimumMiB: z.number(), maximumMiB: z.number() }).nullable(),
  /** 2 when absent. */
  generation: z.union([z.literal(1), z.literal(2)]).optional(),
  secureBoot: z.boolean(),
  secureBootTemplate: z.string(),
  hasKeyProtector: z.boolean(),
  tpm: z.boolean(),
  checkpointType: z.string(),
  automaticCheckpoints: z.boolean(),
  /** Slot of the drive that it starts from. */
  firstBoot: z.number().nullable(),
  /** Those of its first SCSI controller. */
  drives: z.array(z.object({ slot: z.number(), path: z.string() })),
  /** Those of the other ones. */
  farDrives: z
    .array(z.object({ controller: z.number(), slot: z.number(), path: z.string() }))
    .optional(),
  adapters: z.array(adapter),
  checkpoints: z.array(z.string()),
  /** Whether its guest answers a request to shut down. */
  answers: z.boolean(),
  isWindows: z.boolean(),
  /** How often it was started. */
  starts: z.number(),
  /** The folder of its configuration, where somebody has chosen one. */
  configuration: z.string().optional(),
  /** Absent where it is not replicated. */
  replication: replication.optional(),
});

/** A virtual machine as its host has it. */
export type Machine = z.infer<typeof machine>;

const state = z.object({
  machines: z.array(machine).default([]),
  /** Sizes of virtual disks in GiB, by file; the images of the host among them. */
  files: z.record(z.string(), z.number()).default({}),
  /** What is on virtual disks, where somebody has written on them, by file. */
  contents: z.record(z.string(), z.string()).default({}),
  /** Every command that changed something, in its order. */
  log: z.array(z.string()).default([]),
});

/** What a host keeps on its disk. */
export type HostState = z.infer<typeof state>;

/** The state of a host; undefined when nobody has reached it yet. */
export function readHost(folder: string): HostState | undefined {
  const file = join(folder, "host.json");
  return existsSync(file) ? state.parse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
}

export function writeHost(folder: string, value: HostState): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "host.json");
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}
