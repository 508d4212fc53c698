import * as z from "zod/mini";
import { part } from "./models.js";

const trust = z.union([
  z.strictObject({ fingerprint: z.string() }),
  z.strictObject({ authority: z.string() }),
]);

const machine = z.strictObject({
  /** The vCenter, the Hyper-V host or the protection group, as the backup server knows it. */
  hostName: z.string(),
  name: z.string(),
  /** Names that its server had before: the server knows computers with agents by their names. */
  formerly: z.optional(z.array(z.string())),
  /** The platform's own id: `vm-1234` of vCenter, a GUID of Hyper-V or of hardware. */
  objectId: z.string(),
});

/** A machine that is to be backed up. */
export type WantedMachine = z.infer<typeof machine>;

const declaredJob = z.strictObject({
  name: z.string(),
  /** Name of the place for the backups. */
  repository: z.string(),
  /** What the job is told, without the ids that only the server knows. */
  body: part,
});

const declaredCopy = z.extend(declaredJob, {
  /** Name of the place, as the class has it. */
  place: z.string(),
});

/** How the backup server is reached. */
export const serverAccess = z.strictObject({
  ...{ address: z.string(), user: z.string(), password: z.string(), trust },
  /** Where its clock hangs. */
  timeZone: z.string(),
});

/** What the program is told: the jobs of one backup class of one estate. */
export const jobsDocument = z.strictObject({
  version: z.literal(1),
  server: serverAccess,
  /** Idempotency key of the jobs. */
  key: z.string(),
  /** What the job's description says to administrators. */
  description: z.string(),
  platform: z.enum(["VSphere", "HyperV", "LinuxAgent", "WindowsAgent"]),
  machines: z.array(machine),
  /** What the password that encrypts the backups is called. */
  encryptionPassword: z.string(),
  /** Days for which nobody may be able to delete a backup; any when it is left out. */
  immutableDays: z.optional(z.int()),
  backup: declaredJob,
  copies: z.array(declaredCopy),
});

/** What the program is told of the backups of the server's own configuration. */
export const configurationDocument = z.strictObject({
  version: z.literal(1),
  kind: z.literal("configuration"),
  server: serverAccess,
  /** What the password that encrypts the backups is called. */
  encryptionPassword: z.string(),
  /** Name of the place for them. */
  repository: z.string(),
  /** The rest that the server is told, without the ids that only it knows. */
  body: part,
});

/** What the program is told of the backups of the server's own configuration. */
export type ConfigurationDocument = z.infer<typeof configurationDocument>;

/** What the program is told. */
export type JobsDocument = z.infer<typeof jobsDocument>;
