import { RunError } from "@pulumi/pulumi";

/** A thing that a platform was asked for and did not give. */
class NotFound extends Error {
  /** What the platform said. */
  readonly reason: string;

  constructor(what: string, reason: string) {
    super(`${what}: ${reason}`);
    this.reason = reason;
  }
}

/** Asks a platform for a thing; a failure names the thing and what the platform said. */
export async function find<Answer>(what: string, answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (failure) {
    const message = failure instanceof Error ? failure.message : String(failure);
    throw new NotFound(what, message.replace(/^invocation of \S+ returned an error: /, ""));
  }
}

/**
 * Waits for all look-ups.
 *
 * @throws RunError that lists everything that was not found, so that one run shows all of it
 */
export async function allFound<Looks extends readonly unknown[] | []>(
  looks: Looks,
): Promise<{ -readonly [Index in keyof Looks]: Awaited<Looks[Index]> }> {
  const ends = await Promise.allSettled(looks);
  const failures = ends.flatMap((end) => (end.status === "rejected" ? [end.reason] : []));
  const unexpected = failures.find((failure) => !(failure instanceof NotFound));
  if (unexpected !== undefined) {
    throw unexpected;
  }
  if (failures.length > 0) {
    throw new RunError(complaint(failures));
  }
  return Promise.all(looks);
}

/** A platform that says the same of everything was not asked for anything: it was not reached. */
function complaint(failures: readonly NotFound[]): string {
  const [reason, ...others] = new Set(failures.map((failure) => failure.reason));
  if (failures.length > 1 && others.length === 0) {
    return [
      `The platform cannot be asked for what the estate stands on: ${reason}`,
      "Set the server and the credentials of its provider; the README tells how.",
    ].join("\n");
  }
  return [
    "The platform did not give everything that the estate stands on:",
    ...new Set(failures.map(({ message }) => `  ${message}`)),
    "Bring up the site first (pulumi up --stack site), or correct the names in the catalog.",
  ].join("\n");
}

/** Looks up each name once and gives the answers by name. */
export async function findEach<Answer>(
  names: Iterable<string>,
  look: (name: string) => Promise<Answer>,
): Promise<ReadonlyMap<string, Answer>> {
  const unique = [...new Set(names)];
  const answers = await allFound(unique.map(look));
  return new Map(unique.flatMap((name, index) => pair(name, answers[index])));
}

function pair<Answer>(name: string, answer: Answer | undefined): [string, Answer][] {
  return answer === undefined ? [] : [[name, answer]];
}
