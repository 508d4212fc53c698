import type { OperatingSystem } from "../operatingSystem.js";

/** Who has to answer for something: the provider of the service or its customer. */
export type Responsible = "provider" | "customer";

/** A person who administers servers. */
export interface Administrator {
  /** Name of the account on the servers. */
  readonly account: string;
  /** The person's name. */
  readonly name: string;
  readonly responsible: Responsible;
  /** Public SSH keys, as in a `.pub` file. */
  readonly keys: readonly string[];
  /** Principals of SSH certificates that let the person in. */
  readonly principals: readonly string[];
  /** The servers that the person administers; all of the estate when absent. */
  readonly servers?: readonly string[];
}

/** An account that a program uses. */
export interface ServiceAccount {
  readonly account: string;
  /** Who answers for it. */
  readonly owner: string;
  readonly purpose: string;
  /** The last day on which it can be used, `YYYY-MM-DD`. */
  readonly until: string;
  readonly servers: readonly string[];
}

/** Who gets into the servers of an estate, and how the provider keeps it so. */
export interface Access {
  /** The account of every image with which the provider's automation comes in. */
  readonly account: string;
  /** Public keys of the authorities whose SSH certificates count. */
  readonly authorities: readonly string[];
  readonly administrators: readonly Administrator[];
  readonly serviceAccounts: readonly ServiceAccount[];
}

/** What one account may do on one server. */
export interface Grant {
  readonly account: string;
  /** The person, or who answers for a service account. */
  readonly who: string;
  readonly may: "everything, as root" | "run a service";
  readonly responsible: Responsible;
  /** How the account is entered: `key` and `certificate`; a service account not at all. */
  readonly by: readonly ("key" | "certificate")[];
  /** The last day on which it can be used, `YYYY-MM-DD`; absent where there is none. */
  readonly until?: string;
}

/** Those who administer a server, by the names of their accounts. */
export function administratorsOf({ administrators }: Access, server: string): Administrator[] {
  return administrators.filter(({ servers }) => servers?.includes(server) ?? true).sort(byAccount);
}

/** The service accounts of a server, by name. */
export function serviceAccountsOf({ serviceAccounts }: Access, server: string): ServiceAccount[] {
  return serviceAccounts.filter(({ servers }) => servers.includes(server)).sort(byAccount);
}

/** Whether the provider keeps the access to a server: so far where there is a shell to do it. */
export function isKept(os: OperatingSystem): boolean {
  return os === "linux";
}

/** Who can do what on a server: first the provider's automation, then people, then services. */
export function grantsOf(access: Access, server: string): Grant[] {
  return [
    {
      account: access.account,
      who: "the provider's automation",
      may: "everything, as root",
      responsible: "provider",
      by: ["key"],
    },
    ...administratorsOf(access, server).map((person): Grant => {
      const { account, name, responsible, keys, principals } = person;
      const by = [keys.length > 0 && "key", principals.length > 0 && "certificate"] as const;
      return {
        ...{ account, who: name, may: "everything, as root", responsible },
        by: by.filter((way) => way !== false),
      };
    }),
    ...serviceAccountsOf(access, server).map(
      ({ account, owner, until }): Grant => ({
        ...{ account, who: owner, may: "run a service", responsible: "customer", by: [], until },
      }),
    ),
  ];
}

function byAccount(a: { readonly account: string }, b: { readonly account: string }): number {
  return a.account < b.account ? -1 : 1;
}
