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

/** A group or an account of the directory whose members administer Windows servers. */
export interface AdministratorGroup {
  /** With its domain, such as `CAMPUS\\chemistry-admins`. */
  readonly group: string;
  /** Who is in it. */
  readonly name: string;
  readonly responsible: Responsible;
  /** The servers that the group administers; all of the estate when absent. */
  readonly servers?: readonly string[];
}

/** The local administrator of Windows servers, whose password Windows itself renews. */
export interface LocalAdministrator {
  /** The account; the one that Windows came with when absent. */
  readonly account?: string | undefined;
  /** The directory that keeps the password. */
  readonly keptIn: "active-directory" | "entra";
  /** Days for which a password lasts. */
  readonly passwordDays: number;
  /** Characters of a password. */
  readonly passwordLength: number;
}

/** An account of Linux servers that may ask about patches and release them, and nothing else. */
export interface PatchingJob {
  readonly account: string;
  /** Public SSH keys, as in a `.pub` file. */
  readonly keys: readonly string[];
}

/** Who gets into the servers of an estate, and how the provider keeps it so. */
export interface Access {
  /** The account of every image with which the provider's automation comes in. */
  readonly account: string;
  /** Public keys of the authorities whose SSH certificates count. */
  readonly authorities: readonly string[];
  readonly administrators: readonly Administrator[];
  /** What may only read results of patches and release held groups; else the automation does. */
  readonly patchingJob?: PatchingJob;
  /** Those who administer Windows servers. */
  readonly groups: readonly AdministratorGroup[];
  /** Absent where somebody else sees to it. */
  readonly localAdministrator?: LocalAdministrator;
  readonly serviceAccounts: readonly ServiceAccount[];
}

/** A way in: `directory` is a password or ticket of the directory, `password` a renewed one. */
type Way = "key" | "certificate" | "directory" | "password";

/** What one account may do on one server. */
export interface Grant {
  readonly account: string;
  /** The person, or who answers for a service account. */
  readonly who: string;
  readonly may:
    | "everything, as root"
    | "everything, as administrator"
    | "read results of patches and release them"
    | "run a service";
  readonly responsible: Responsible;
  /** How the account is entered; a service account not at all. */
  readonly by: readonly Way[];
  /** The last day on which it can be used, `YYYY-MM-DD`; absent where there is none. */
  readonly until?: string;
}

/** The access of a server that is retired: nobody but the provider's automation gets in. */
export function nobodys(access: Access): Access {
  return { ...access, administrators: [], groups: [], serviceAccounts: [] };
}

/** Those who administer a server, by the names of their accounts. */
export function administratorsOf({ administrators }: Access, server: string): Administrator[] {
  return administrators.filter(({ servers }) => servers?.includes(server) ?? true).sort(byAccount);
}

/** The service accounts of a server, by name. */
export function serviceAccountsOf({ serviceAccounts }: Access, server: string): ServiceAccount[] {
  return serviceAccounts.filter(({ servers }) => servers.includes(server)).sort(byAccount);
}

/** The groups that administer a Windows server, by name. */
export function groupsOf({ groups }: Access, server: string): AdministratorGroup[] {
  return groups
    .filter(({ servers }) => servers?.includes(server) ?? true)
    .sort((a, b) => (a.group < b.group ? -1 : 1));
}

/** How a server is kept. */
interface Kept {
  readonly os: OperatingSystem;
  /** Whether it installs its patches itself. */
  readonly patchesItself: boolean;
}

/** Who can do what on a server: first the provider's automation, then people, then services. */
export function grantsOf(access: Access, server: string, { os, patchesItself }: Kept): Grant[] {
  const everything = os === "linux" ? "everything, as root" : "everything, as administrator";
  return [
    {
      account: access.account,
      who: "the provider's automation",
      may: everything,
      responsible: "provider",
      by: ["key"],
    },
    ...(os === "linux" && patchesItself ? jobGrants(access) : []),
    ...(os === "linux" ? personalGrants(access, server) : directoryGrants(access, server)),
    ...serviceAccountsOf(access, server).map(
      ({ account, owner, until }): Grant => ({
        ...{ account, who: owner, may: "run a service", responsible: "customer", by: [], until },
      }),
    ),
  ];
}

function jobGrants({ patchingJob }: Access): Grant[] {
  const may = "read results of patches and release them";
  return patchingJob === undefined
    ? []
    : [
        {
          ...{ account: patchingJob.account, who: "the provider's patching job", may },
          ...{ responsible: "provider", by: ["key"] },
        },
      ];
}

function personalGrants(access: Access, server: string): Grant[] {
  return administratorsOf(access, server).map((person): Grant => {
    const { account, name, responsible, keys, principals } = person;
    const by = [keys.length > 0 && "key", principals.length > 0 && "certificate"] as const;
    return {
      ...{ account, who: name, may: "everything, as root", responsible },
      by: by.filter((way) => way !== false),
    };
  });
}

/** Of Windows servers: the groups, and the local administrator for a directory out of reach. */
function directoryGrants(access: Access, server: string): Grant[] {
  const may = "everything, as administrator";
  const groups = groupsOf(access, server).map(
    ({ group, name, responsible }): Grant => ({
      ...{ account: group, who: name, may, responsible, by: ["directory"] },
    }),
  );
  const { localAdministrator: local } = access;
  const who = "whoever the directory lets read the password";
  const account = local?.account ?? "Administrator";
  return local === undefined
    ? groups
    : [...groups, { account, who, may, responsible: "provider", by: ["password"] }];
}

function byAccount(a: { readonly account: string }, b: { readonly account: string }): number {
  return a.account < b.account ? -1 : 1;
}
