import { isUncertain, Refused, RemoteFailure } from "../../remote/failure.js";
import type { JobsDocument } from "./document.js";
import { differences, overlaid, type Part } from "./merge.js";
import { anything, type Job, job } from "./models.js";
import type { Session } from "./session.js";

/** A job as it should be. */
export interface WantedJob {
  /** Idempotency key, which its description ends with. */
  readonly key: string;
  readonly name: string;
  readonly type: `${JobsDocument["platform"]}Backup` | "BackupCopy";
  readonly description: string;
  /** What the job is told, given what it has. */
  readonly body: (there: Part) => Part;
}

const path = "/api/v1/jobs";
const attempts = 3;

/** The idempotency key that a description ends with. */
export function keyOf({ description }: Pick<Job, "description">): string | undefined {
  return /\[([^[\]]+)\]\s*$/.exec(description ?? "")?.[1];
}

/** All jobs whose key is this one or begins with it and a slash. */
export async function ownJobs(session: Session, key: string): Promise<Job[]> {
  const jobs = await session.all({ method: "GET", path }, job);
  return jobs.filter((one) => {
    const own = keyOf(one);
    return own === key || own?.startsWith(`${key}/`);
  });
}

/**
 * Makes a job what it should be: finds it by its key, or makes it; a job that was made and never
 * answered for is found and taken.
 *
 * @throws RemoteFailure when a stranger has its name, or two jobs have its key
 */
export async function keepJob(session: Session, wanted: WantedJob): Promise<Job> {
  const known = (await findJob(session, wanted)) ?? (await make(session, wanted));
  const told = full(wanted, known);
  if (differences(told, known).length === 0) {
    return known;
  }
  const where = `${path}/${known.id}`;
  await session.ask({ method: "PUT", path: where, body: overlaid(known, told) }, job);
  const kept = await session.ask({ method: "GET", path: where }, job);
  const left = differences(told, kept);
  if (left.length > 0) {
    throw new RemoteFailure(
      `The backup server did not keep the job ${wanted.name} as declared: ${left.join("; ")}.`,
    );
  }
  return kept;
}

/** Removes a job; the backup server keeps its backups for as long as the job said. */
export async function removeJob(session: Session, { id }: Pick<Job, "id">): Promise<void> {
  try {
    await session.ask({ method: "DELETE", path: `${path}/${id}` }, anything);
  } catch (failure) {
    if (!(failure instanceof Refused && failure.status === 404)) {
      throw failure;
    }
  }
}

async function findJob(session: Session, { key, name, type }: WantedJob): Promise<Job | undefined> {
  const jobs = await session.all({ method: "GET", path }, job);
  const [found, ...more] = jobs.filter((one) => keyOf(one) === key);
  if (more.length > 0) {
    const names = [found, ...more].map((one) => one?.name).join(", ");
    throw new RemoteFailure(
      `The jobs ${names} all have the key ${key}. Remove all but one of them, or their keys.`,
    );
  }
  const stranger = jobs.find((one) => one.name === name && one.id !== found?.id);
  if (stranger !== undefined) {
    throw new RemoteFailure(
      `There is a job ${name} that is not of this estate: its description does not end with [${key}]. ` +
        "Rename it, or, if it is to be taken over, end its description so.",
    );
  }
  if (found !== undefined && found.type !== type) {
    throw new RemoteFailure(
      `The job ${found.name} has the key ${key} and is of kind ${found.type}.`,
    );
  }
  return found;
}

async function make(session: Session, wanted: WantedJob): Promise<Job> {
  const body = full(wanted, {});
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await session.ask({ method: "POST", path, body, repeatable: false }, job);
    } catch (failure) {
      // Also what is refused may be refused because an earlier attempt came through.
      const made = await findJob(session, wanted);
      if (made !== undefined) {
        return made;
      }
      if (!isUncertain(failure) || attempt === attempts) {
        throw failure;
      }
    }
  }
}

function full({ key, name, type, description, body }: WantedJob, there: Part): Part {
  const about = { name, type, description: `${description} [${key}]` };
  // Who makes a job cannot say so; who changes it must.
  return { ...about, ...(there["id"] !== undefined && { isDisabled: false }), ...body(there) };
}
