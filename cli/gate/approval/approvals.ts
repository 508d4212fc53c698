import type { Logins } from "../../../stacks/schema/model.js";
import type { EstateExceptions } from "../../../stacks/schema/readExceptions.js";
import { type Checkout, git } from "../git.js";
import { checkApprovals } from "./approve.js";
import type { Environment } from "./forge.js";
import { forgeIn } from "./forges.js";
import { exceptionsAt } from "./standing.js";

/** Marks the exceptions of a stack that no review approves. */
export type Approvals = (
  stack: string,
  exceptions: EstateExceptions,
  logins: Logins,
) => Promise<EstateExceptions>;

/** A change that is judged, in commits. */
export interface JudgedChange {
  readonly checkout: Checkout;
  /** What it is compared with. */
  readonly base: string;
  readonly head: string;
}

/**
 * Looks for reviews where the gate runs as the job of a forge; undefined where nothing is under
 * review: on a laptop, and for a job that judges a branch as it is. A job for a change that is not
 * told what to compare takes every exception for new.
 */
export function approvalsIn(
  environment: Environment,
  change: JudgedChange | undefined,
): Approvals | undefined {
  const forge = forgeIn(environment);
  if (forge === undefined || (change === undefined && !forge.isForChange)) {
    return undefined;
  }
  return async (stack, settings, logins) => {
    const known = change === undefined ? nothingKnown : await reviewed(change, stack);
    const review = { forge, logins, ...known };
    return { ...settings, exceptions: [...(await checkApprovals(settings.exceptions, review))] };
  };
}

/** No commit: nobody can have approved it. */
const nothingKnown = { head: "", standing: [] };

async function reviewed({ checkout, base, head }: JudgedChange, stack: string) {
  const commit = await git(checkout.root, "rev-parse", "--verify", `${head}^{commit}`);
  return { head: commit.trim(), standing: await exceptionsAt(base, stack, checkout) };
}
