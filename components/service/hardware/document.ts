import * as z from "zod/mini";

const trust = z.union([
  z.strictObject({ fingerprint: z.string() }),
  z.strictObject({ authority: z.string() }),
]);

const connection = z.strictObject({
  ...{ address: z.string(), user: z.string(), password: z.string(), trust },
});

/** A BMC that is reached over IPMI proves itself by its password, and has no certificate. */
const ipmi = z.strictObject({
  ...{ address: z.string(), user: z.string(), password: z.string() },
  cipherSuite: z.literal([3, 17]),
});

const machine = z.strictObject({
  key: z.string(),
  name: z.string(),
  /** Keys of the names that its server had before. */
  formerly: z.optional(z.array(z.string())),
  asset: z.string(),
  os: z.enum(["linux", "windows"]),
  ...{ serial: z.string(), uuid: z.string() },
  ...{ cpus: z.number(), memoryGiB: z.number() },
  disks: z.array(z.strictObject({ label: z.string(), sizeGiB: z.number(), serial: z.string() })),
  interfaces: z.array(
    z.strictObject({ network: z.string(), mac: z.string(), address: z.string() }),
  ),
  tpm: z.boolean(),
  /** Whether what is on its disks may be lost, though nobody here has put it there. */
  mayErase: z.boolean(),
  /** What it is installed from: counts once. */
  medium: z.string(),
  /** What the installation is told, by file. */
  answers: z.record(z.string(), z.string()),
  /** How often it is to have been installed; once when absent. */
  generation: z.optional(z.number()),
  retired: z.boolean(),
  /** Stands where a machine is taken over: it is looked at, and nothing of it is changed. */
  adopt: z.optional(z.literal(true)),
  tags: z.record(z.string(), z.string()),
});

/** What a machine is to be. */
export type WantedMachine = z.infer<typeof machine>;

/** What the program is told: one machine, its BMC, and where installations find their answers. */
export const hardwareDocument = z.strictObject({
  version: z.literal(1),
  sections: z.strictObject({ machine, bmc: z.union([connection, ipmi]), deposit: connection }),
});

/** What the program is told. */
export type MachineDocument = z.infer<typeof hardwareDocument>;
