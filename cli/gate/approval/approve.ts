import type { Logins } from "../../../stacks/schema/model.js";
import type { EstateExceptions } from "../../../stacks/schema/readExceptions.js";
import { type Forge, ForgeFailure } from "./forge.js";

type Exception = EstateExceptions["exceptions"][number];

/** What decides whether an exception is approved by a review. */
export interface Review {
  readonly forge: Forge;
  /** The commit that is judged. */
  readonly head: string;
  /** Login names of approvers, by their mail addresses. */
  readonly logins: Logins;
  /** The exceptions that were there before the change, whose approval is a matter of the past. */
  readonly standing: readonly Exception[];
}

/**
 * The exceptions, each new or changed one marked that its approver has not approved in a review of
 * the change as it is. What cannot be found out counts as not approved.
 */
export async function checkApprovals(
  exceptions: readonly Exception[],
  review: Review,
): Promise<readonly (Exception & { readonly unapproved?: string })[]> {
  const before = new Set(review.standing.map(identityOf));
  const isNew = (one: Exception) => !before.has(identityOf(one));
  if (!exceptions.some(isNew)) {
    return exceptions;
  }
  const approvers = await approversOf(review);
  return exceptions.map((one) => {
    const why = isNew(one) ? objectionTo(one, approvers, review) : undefined;
    return why === undefined ? one : { ...one, unapproved: why };
  });
}

async function approversOf({ forge, head }: Review): Promise<ReadonlySet<string> | string> {
  try {
    return await forge.approvers(head);
  } catch (failure) {
    if (failure instanceof ForgeFailure) {
      return `the reviews on ${forge.title} cannot be read: ${failure.message}`;
    }
    throw failure;
  }
}

function objectionTo(
  { approver }: Exception,
  approvers: ReadonlySet<string> | string,
  { forge, logins }: Review,
): string | undefined {
  if (typeof approvers === "string") {
    return approvers;
  }
  const login = Object.entries(logins).find(([mail]) => isSame(mail, approver))?.[1][forge.name];
  if (login === undefined) {
    return `the catalog's approverLogins do not tell who ${approver} is on ${forge.title}`;
  }
  return approvers.has(login.toLowerCase())
    ? undefined
    : `${login} has not approved the change on ${forge.title} since its last commit`;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What makes an exception the same one: everything that it says. */
function identityOf(exception: Exception): string {
  const { rule, resource, reason, owner, ticket, approver, until } = exception;
  return JSON.stringify([rule, resource, reason, owner, ticket, approver, until]);
}
