import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const health = z.enum(["OK", "Warning", "Critical"]);

const installed = z.object({
  /** What it was installed with, in the words of its answers. */
  attempt: z.string(),
  name: z.string(),
  address: z.string(),
  isWindows: z.boolean(),
});

const hardware = z.object({
  serial: z.string(),
  uuid: z.string(),
  assetTag: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  bios: z.string(),
  power: z.enum(["On", "Off"]),
  cores: z.array(z.number()),
  memory: z.array(z.object({ mib: z.number(), health })),
  drives: z.array(
    z.object({
      serial: z.string(),
      bytes: z.number(),
      health,
      erasable: z.boolean(),
      /** What is on it: `""`, or whose. */
      holds: z.string(),
      /** What people have written on it since. */
      content: z.string().default(""),
      erasures: z.number(),
    }),
  ),
  fans: z.array(health),
  /** What the BMC has written down of the machine's fans, by their places. */
  fanLog: z.array(z.object({ at: z.string(), fan: z.number(), health })),
  powerSupplies: z.array(health),
  macs: z.array(z.string()),
  tpm: z.boolean(),
  /** Whether people may come to its consoles. */
  console: z.boolean(),
  override: z.object({ enabled: z.string(), target: z.string(), mode: z.string() }),
  /** What its BMC takes, where that is not everything. */
  takes: z
    .object({ boots: z.array(z.string()).optional(), resets: z.array(z.string()).optional() })
    .optional(),
  medium: z.string().nullable(),
  /** What the machine starts from its disk. */
  system: z.string().nullable(),
  installed: installed.nullable(),
  installations: z.number(),
  /** Reads until the installation that runs has ended; null when none runs. */
  installing: z.number().nullable(),
  starts: z.number(),
});

/** A machine with everything that is in it. */
export type Hardware = z.infer<typeof hardware>;

const folderOf = (world: string) => join(world, "physical");

/** The machines of a world. */
export function hardwareOf(world: string): Hardware[] {
  const folder = folderOf(world);
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => hardware.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))));
}

/** Keeps a machine in its world. */
export function writeHardware(world: string, value: Hardware): void {
  mkdirSync(folderOf(world), { recursive: true });
  const file = join(folderOf(world), `${value.serial}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 1)}\n`);
  renameSync(`${file}.new`, file);
}
