import { byAgent, findComputers, ofComputers } from "./agents.js";
import type { JobsDocument } from "./document.js";
import { keepJob, ownJobs, removeJob, type WantedJob } from "./jobs.js";
import { checkClock, findMachines, findPassword, findRepository } from "./lookUps.js";
import { isPart, overlaid, type Part } from "./merge.js";
import type { InventoryObject, Job } from "./models.js";
import type { Session } from "./session.js";

/** What was kept, for whoever reads it later; holds no secret. */
export interface KeptJob {
  readonly id: string;
  readonly name: string;
  readonly repository: string;
  readonly machines: readonly string[];
}

/**
 * Keeps the jobs of a class as declared: the backup job, a copy job for each other place, and no
 * further job of this key.
 */
export async function keepJobs(session: Session, document: JobsDocument): Promise<KeptJob[]> {
  const { backup, copies, key, machines, immutableDays, platform } = document;
  await checkClock(session, document.server.timeZone);
  const passwordId = await findPassword(session, document.encryptionPassword);
  const membersIn = await findMembers(session, document);
  const repository = await findRepository(session, backup.repository, immutableDays);
  const places = await Promise.all(
    copies.map((copy) => findRepository(session, copy.repository, immutableDays)),
  );
  const about = { description: document.description, key };
  const job = await keepJob(session, {
    ...about,
    ...{ name: backup.name, type: `${platform}Backup` },
    body: (there) =>
      overlaid(backup.body, {
        storage: stored(repository.id, passwordId),
        ...membersIn(there),
      }),
  });
  const kept = [job];
  for (const [index, copy] of copies.entries()) {
    const wanted: WantedJob = {
      ...about,
      ...{ key: `${key}/${copy.place}`, name: copy.name, type: "BackupCopy" },
      body: () =>
        overlaid(copy.body, {
          target: stored(places[index]?.id ?? "", passwordId),
          sourceObjects: { includes: { jobs: [{ id: job.id, name: job.name, type: job.type }] } },
        }),
    };
    kept.push(await keepJob(session, wanted));
  }
  await removeOthers(session, key, kept);
  const names = machines.map(({ name }) => name);
  return [backup, ...copies].map(({ name, repository }, index) => ({
    ...{ id: kept[index]?.id ?? "", name, repository, machines: names },
  }));
}

/** Finds the members, and gives what the job is told of them beside what it has. */
async function findMembers(
  session: Session,
  document: JobsDocument,
): Promise<(there: Part) => Part> {
  const { machines, platform } = document;
  if (byAgent(document)) {
    const computers = await findComputers(session, machines, platform);
    return (there) => ofComputers(there, computers);
  }
  const found = await findMachines(session, machines);
  return (there) => ({ virtualMachines: { includes: includes(there, found, platform) } });
}

/** Removes all jobs of a key; what they backed up stays for as long as they said. */
export async function releaseJobs(session: Session, { key }: JobsDocument): Promise<void> {
  await removeOthers(session, key, []);
}

/** Copies first: a job that is read from cannot go. */
async function removeOthers(session: Session, key: string, kept: readonly Job[]): Promise<void> {
  const jobs = await ownJobs(session, key);
  const others = jobs.filter(({ id }) => kept.every((one) => one.id !== id));
  for (const job of others.toSorted(
    (a, b) => Number(b.type === "BackupCopy") - Number(a.type === "BackupCopy"),
  )) {
    await removeJob(session, job);
  }
}

function stored(backupRepositoryId: string, encryptionPasswordId: string): Part {
  const encryption = { isEnabled: true, encryptionType: "ByUserPassword", encryptionPasswordId };
  return { backupRepositoryId, advancedSettings: { storageData: { encryption } } };
}

/** Exactly the wanted machines; those that are there already stay as they are, and where. */
function includes(there: Part, wanted: readonly InventoryObject[], platform: string): Part[] {
  const machines = isPart(there["virtualMachines"]) ? there["virtualMachines"]["includes"] : [];
  const old = Array.isArray(machines) ? machines.filter(isPart) : [];
  const stay = old.filter((one) => wanted.some(({ objectId }) => objectId === one["objectId"]));
  const added = wanted.filter(({ objectId }) => !stay.some((one) => one["objectId"] === objectId));
  return [
    ...stay,
    ...added.map(({ hostName = "", name, objectId = "" }) => ({
      ...{ platform, hostName, name, type: "VirtualMachine", objectId },
    })),
  ];
}
