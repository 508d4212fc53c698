import type { ForgeName } from "../../../stacks/schema/model.js";

/** A change on a forge, as far as its reviews matter. */
export interface Forge {
  readonly name: ForgeName;
  /** Such as `GitHub`. */
  readonly title: string;
  /** Whether the job is for a change that can be reviewed. */
  readonly isForChange: boolean;
  /**
   * The login names, in lower case, of those who approve the change as it is at this commit: an
   * approval that was given before it counts for nothing.
   *
   * @throws ForgeFailure when that cannot be found out
   */
  readonly approvers: (head: string) => Promise<ReadonlySet<string>>;
}

/** Why reviews cannot be read. The message has no secret in it. */
export class ForgeFailure extends Error {
  override readonly name = "ForgeFailure";
}

/** The variables of a job. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A variable of the job.
 *
 * @throws ForgeFailure when it is not set
 */
export function variable(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === "") {
    throw new ForgeFailure(`the job has no variable ${name}`);
  }
  return value;
}
