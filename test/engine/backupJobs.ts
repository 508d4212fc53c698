import { z } from "zod";
import { readWorld } from "../../simulator/inspect.js";

const stored = z.object({
  backupRepositoryId: z.string(),
  retentionPolicy: z.object({ type: z.literal("Days"), quantity: z.number() }),
  advancedSettings: z.object({
    storageData: z.object({ encryption: z.object({ isEnabled: z.literal(true) }) }),
  }),
});

const backupJob = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(["VSphereBackup", "HyperVBackup"]),
  isDisabled: z.literal(false),
  virtualMachines: z.object({ includes: z.array(z.object({ objectId: z.string() })) }),
  storage: stored,
  schedule: z.object({ runAutomatically: z.literal(true) }),
});

const copyJob = z.object({
  type: z.literal("BackupCopy"),
  isDisabled: z.literal(false),
  sourceObjects: z.object({ includes: z.object({ jobs: z.array(z.object({ id: z.string() })) }) }),
  target: stored,
});

const repository = z.object({
  id: z.string(),
  name: z.string(),
  repository: z.object({ makeRecentBackupsImmutableDays: z.number().default(0) }),
});

/** A job that runs on the simulated backup server, encrypted. */
interface RunningJob {
  readonly name: string;
  /** The vCenter's ids of its machines. */
  readonly machines: readonly string[];
  readonly keptDays: number;
  /** Days for which nobody can delete a backup where they lie. */
  readonly immutableDays: number;
  /** Names of the repositories with copies. */
  readonly copies: readonly string[];
}

/** The jobs of a world's backup server. @throws ZodError where one does not run as it should */
export function backupJobs(world: string): RunningJob[] {
  const found = readWorld(world).objects.filter(({ platform }) => platform === "veeam");
  const of = (kind: string) =>
    found.filter((object) => object.kind === kind).map(({ properties }) => properties);
  const places = z.array(repository).parse(of("Repository"));
  const placeOf = ({ backupRepositoryId }: z.infer<typeof stored>) =>
    places.find(({ id }) => id === backupRepositoryId);
  const isCopy = ({ type }: (typeof found)[number]["properties"]) => type === "BackupCopy";
  const copies = z.array(copyJob).parse(of("Job").filter(isCopy));
  const jobs = z.array(backupJob).parse(of("Job").filter((job) => !isCopy(job)));
  return jobs.map(({ id, name, virtualMachines, storage }) => ({
    name,
    machines: virtualMachines.includes.map(({ objectId }) => objectId),
    keptDays: storage.retentionPolicy.quantity,
    immutableDays: placeOf(storage)?.repository.makeRecentBackupsImmutableDays ?? 0,
    copies: copies
      .filter(({ sourceObjects }) => sourceObjects.includes.jobs.some((job) => job.id === id))
      .map(({ target }) => placeOf(target)?.name ?? ""),
  }));
}

/** The one that the backup server knows; others call other machines by the same ids. */
const vcenter = "vcenter.example.edu";

/** The names of the machines that a job backs up, sorted. */
export function machinesIn(world: string, job: string): string[] {
  const ids = backupJobs(world).find(({ name }) => name === job)?.machines ?? [];
  return readWorld(world)
    .objects.filter(({ place }) => place === vcenter)
    .flatMap(({ properties: { moid, name } }) =>
      typeof moid === "string" && ids.includes(moid) && typeof name === "string" ? [name] : [],
    )
    .sort();
}
