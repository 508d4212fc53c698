import { RemoteFailure } from "../../remote/failure.js";
import type { WantedMachine } from "./document.js";
import {
  credentials,
  encryptionPassword,
  type InventoryObject,
  inventoryObject,
  pageOf,
  type Repository,
  repository,
  serverTime,
} from "./models.js";
import type { Session } from "./session.js";

/** The place for backups with a name, in which nobody can delete them for so many days. */
export async function findRepository(
  session: Session,
  name: string,
  immutableDays = 0,
): Promise<Repository> {
  const request = { method: "GET", path: "/api/v1/backupInfrastructure/repositories" } as const;
  const all = await session.all(request, repository);
  const found = all.find((one) => one.name === name);
  if (found === undefined) {
    throw new RemoteFailure(`There is no repository ${name}; there are ${named(all)}.`);
  }
  const days = found.repository?.makeRecentBackupsImmutableDays ?? 0;
  if (days < immutableDays) {
    throw new RemoteFailure(
      `The repository ${name} keeps backups from being deleted for ${days} days, the class asks for ` +
        `${immutableDays}. Make its recent backups immutable for as long, or name another one.`,
    );
  }
  return found;
}

/** The id of the password that encrypts backups. */
export async function findPassword(session: Session, hint: string): Promise<string> {
  const request = { method: "GET", path: "/api/v1/encryptionPasswords" } as const;
  const all = await session.all(request, encryptionPassword);
  const [found, ...more] = all.filter((one) => one.hint === hint);
  if (found === undefined || more.length > 0) {
    throw new RemoteFailure(
      `There ${more.length > 0 ? "are several encryption passwords" : "is no encryption password"} ` +
        `with the hint ${hint}. Keep exactly one.`,
    );
  }
  return found.id;
}

/** What the server calls credentials for an operating system. */
const credentialsTypes = { Linux: "Linux", Windows: "Standard" } as const;

/** The id of the credentials for an operating system that are called so. */
export async function findCredentials(
  session: Session,
  called: string,
  system: keyof typeof credentialsTypes,
): Promise<string> {
  const query = { typeFilter: credentialsTypes[system] };
  const all = await session.all({ method: "GET", path: "/api/v1/credentials", query }, credentials);
  const [found, ...more] = all.filter(({ description }) => description === called);
  if (found === undefined || more.length > 0) {
    throw new RemoteFailure(
      `There ${more.length > 0 ? "are several credentials" : "are no credentials"} for ${system} that are ` +
        `described as ${called}. Keep exactly one.`,
    );
  }
  return found.id;
}

/** The machines as the backup server knows them; it looks again for what it has not seen yet. */
export async function findMachines(
  session: Session,
  wanted: readonly WantedMachine[],
): Promise<InventoryObject[]> {
  const hosts = [...new Set(wanted.map(({ hostName }) => hostName))];
  const found = await Promise.all(
    hosts.map((host) => {
      const machines = wanted.filter(({ hostName }) => hostName === host);
      return machinesOf(session, host, machines);
    }),
  );
  return found.flat();
}

async function machinesOf(session: Session, host: string, wanted: readonly WantedMachine[]) {
  for (const resetCache of [false, true]) {
    const seen = await inventoryOf(session, host, resetCache);
    const known = new Map(seen.map((one) => [one.objectId, one]));
    const found = wanted.flatMap(({ objectId }) => known.get(objectId) ?? []);
    if (found.length === wanted.length) {
      return found;
    }
    if (resetCache) {
      const missing = wanted.filter(({ objectId }) => !known.has(objectId));
      throw new RemoteFailure(
        `The backup server does not see ${named(missing)} in ${host}: its account there must be ` +
          "allowed to read the folder of co-managed servers.",
      );
    }
  }
  return [];
}

/** The machines of a vCenter or a host, or its hosts or networks, as the backup server knows them or sees them now. */
export async function inventoryOf(
  session: Session,
  host: string,
  resetCache: boolean,
  type: "VirtualMachine" | "Host" | "Network" = "VirtualMachine",
): Promise<InventoryObject[]> {
  const found: InventoryObject[] = [];
  const limit = 500;
  for (;;) {
    const filter = {
      ...{ type: "PredicateExpression", property: "Type", operation: "equals" },
      value: type,
    };
    const page = await session.ask(
      {
        method: "POST",
        path: `/api/v1/inventory/${encodeURIComponent(host)}`,
        ...(resetCache && found.length === 0 && { query: { resetCache } }),
        body: { pagination: { skip: found.length, limit }, filter },
      },
      pageOf(inventoryObject),
    );
    found.push(...page.data);
    if (page.data.length === 0 || found.length >= page.pagination.total) {
      return found;
    }
  }
}

/**
 * Makes sure that the server's clock hangs where it is said to: the times of its jobs are those
 * that this clock shows.
 */
export async function checkClock(session: Session, timeZone: string): Promise<void> {
  const request = { method: "GET", path: "/api/v1/serverTime" } as const;
  const shown = (await session.ask(request, serverTime)).serverTime;
  const offset = (/(Z|[+-]\d\d:\d\d)$/.exec(shown)?.[1] ?? "").replace("Z", "+00:00");
  const expected = offsetAt(timeZone, new Date(shown));
  if (offset !== expected) {
    throw new RemoteFailure(
      `The clock of the backup server is ${offset} from UTC, that of ${timeZone} is ${expected}. ` +
        "Write the time zone into the catalog in which the backup server runs.",
    );
  }
}

function offsetAt(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const name = parts.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  return name === "GMT" ? "+00:00" : name.replace("GMT", "");
}

function named(things: readonly { readonly name: string }[]): string {
  return things.length === 0 ? "none" : things.map(({ name }) => name).join(", ");
}
