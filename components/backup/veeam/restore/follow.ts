import type * as z from "zod/mini";
import { isUncertain, RemoteFailure } from "../../../remote/failure.js";
import { type RestoreSession, restoreSession, sessionLog } from "../models.js";
import type { Request } from "../request.js";
import type { Session } from "../session.js";

/** Where the server tells of its work. */
export const sessions = "/api/v1/sessions";

/** Milliseconds between two looks at work that takes hours. */
export const every = 10_000;

/** How often something is asked for whose answers are lost. */
const attempts = 3;

/** Sessions of a type that name a machine and were begun after a time, the newest first. */
export async function sessionsSince(
  session: Session,
  {
    type,
    machine,
    begun,
  }: { readonly type: string; readonly machine: string; readonly begun: string },
): Promise<RestoreSession[]> {
  const query = { typeFilter: type, createdAfterFilter: begun };
  const found = await session.all({ method: "GET", path: sessions, query }, restoreSession);
  return found
    .filter((one) => isAbout(one, machine))
    .toSorted((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime));
}

/** Whether a session names a machine, with a domain or without; it tells no other way whose it is. */
export function isAbout({ name }: { readonly name: string }, machine: string): boolean {
  const words = name.toLowerCase().split(/[^a-z0-9.-]+/);
  return words.some((word) => word.split(".")[0] === machine);
}

/** Whether something was begun by the account of this run; accounts are told with or without the domain. */
export function isAccount(
  told: string | null | undefined,
  { server }: { readonly server: { readonly user: string } },
): boolean {
  return withoutDomain(told ?? "") === withoutDomain(server.user);
}

function withoutDomain(account: string): string {
  return (account.toLowerCase().split("\\").at(-1) ?? "").split("@")[0] ?? "";
}

/**
 * Starts what must happen once: where an answer is lost, it is looked for before it is asked for
 * again.
 */
export async function startOnce<T>(
  session: Session,
  request: Request,
  schema: z.core.$ZodType<T>,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await session.ask({ ...request, repeatable: false }, schema);
    } catch (failure) {
      const started = isUncertain(failure) ? await look() : undefined;
      if (started !== undefined) {
        return started;
      }
      if (!isUncertain(failure) || attempt === attempts) {
        throw failure;
      }
    }
  }
}

/**
 * Waits until a session has ended.
 *
 * @throws RemoteFailure with the server's own words when it has failed
 */
export async function follow(
  session: Session,
  { id }: Pick<RestoreSession, "id">,
): Promise<RestoreSession> {
  const path = `${sessions}/${id}`;
  for (;;) {
    const seen = await session.ask({ method: "GET", path }, restoreSession);
    if (seen.state === "Stopped") {
      if (hasFailed(seen)) {
        throw new RemoteFailure(
          `The restore of ${seen.name} failed: ${await whyOf(session, seen)}`,
        );
      }
      return seen;
    }
    await session.pause(every);
  }
}

/** Whether a session has ended and brought nothing back. */
export function hasFailed({ state, result }: Pick<RestoreSession, "state" | "result">): boolean {
  return state === "Stopped" && (result?.result === "Failed" || result?.isCanceled === true);
}

async function whyOf(session: Session, { id, result }: RestoreSession): Promise<string> {
  const query = { statusFilter: "Failed" };
  const path = `${sessions}/${id}/logs`;
  const { records = [] } = await session.ask({ method: "GET", path, query }, sessionLog);
  const lines = records.map(({ title, description }) => description || title || "");
  return (
    [result?.message ?? "", ...lines].filter((line) => line !== "").join(" ") ||
    "it does not say why"
  );
}
