import type {
  Access,
  Administrator,
  PatchingJob,
  ServiceAccount,
} from "../../../components/service/access/access.js";
import { sshKeyBody } from "../../../components/service/access/sshKey.js";
import { administration, administrator, providerAdministrator, serviceAccount } from "../access.js";
import { entriesBelow, entriesOf } from "../inspect/draft.js";
import type { Path, Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import { checkNames, type Machines } from "./serverNames.js";
import { checkWindowsAccount, providerGroups, resolveGroups } from "./windowsAccess.js";

const partialAdministration = administration.partial();

/** What is known of the provider's side of access. */
export type AdministrationDraft = Omit<Access, "serviceAccounts">;

/** What an account may clash with. */
interface Taken {
  readonly accounts: Map<string, string>;
  readonly keys: Map<string, string>;
}

/** The provider's side; what does not fit together is reported. Undefined when it is not offered. */
export function resolveAdministration(
  raw: unknown,
  report: Report,
): AdministrationDraft | undefined {
  const section = entriesOf(raw).get("administration");
  const { account, authorities, localAdministrator, patchingJob } =
    partialAdministration.safeParse(section).data ?? {};
  const people = [...entriesBelow(section, "administrators")];
  if (account === undefined) {
    return undefined;
  }
  const taken: Taken = {
    accounts: new Map([[account, "the provider's automation"]]),
    keys: new Map(),
  };
  const administrators = people.flatMap(([name, value]): Administrator[] => {
    const { data } = providerAdministrator.safeParse(value);
    if (data === undefined) {
      return [];
    }
    const person: Administrator = { account: name, responsible: "provider", ...data };
    checkPerson(
      person,
      authorities ?? [],
      taken,
      ["administration", "administrators", name],
      report,
    );
    return [person];
  });
  return {
    ...{ account, authorities: authorities ?? [], administrators },
    groups: providerGroups(section),
    ...(localAdministrator && { localAdministrator }),
    ...(patchingJob && { patchingJob: claimJob(patchingJob, taken, report) }),
  };
}

/**
 * Who gets into the servers of an estate. What does not fit together is reported; undefined when
 * the catalog does not say how servers are reached.
 */
export function resolveAccess(
  raw: unknown,
  provider: AdministrationDraft | undefined,
  { asOf, windows }: { readonly asOf: string | undefined; readonly windows: readonly string[] },
  report: Report,
): Access | undefined {
  const machines = { names: [...entriesBelow(raw, "servers").keys()], windows };
  if (provider === undefined) {
    for (const key of ["administrators", "administratorGroups", "serviceAccounts"].filter((key) =>
      entriesOf(raw).has(key),
    )) {
      report({
        path: [key],
        at: "key",
        message: "cannot be kept: the catalog does not say how servers are reached",
        allowed: "nothing here as long as the catalog has no administration",
        fix: "Add administration to the catalog, or remove this.",
      });
    }
    return undefined;
  }
  const taken: Taken = {
    accounts: new Map([[provider.account, "the provider's automation"]]),
    keys: new Map(),
  };
  const { administrators: providers, patchingJob } = provider;
  for (const { account, name, keys } of [
    ...providers,
    ...(patchingJob ? [{ ...patchingJob, name: "the patching job" }] : []),
  ]) {
    taken.accounts.set(account, `${name} of the provider`);
    for (const key of keys) {
      taken.keys.set(sshKeyBody(key), `${name} of the provider`);
    }
  }
  const people = resolvePeople(raw, provider, machines, taken, report);
  const groups = resolveGroups(raw, provider.groups, machines, report);
  const serviceAccounts = resolveServiceAccounts(raw, asOf, machines, taken, report);
  const administrators = [...provider.administrators, ...people];
  return { ...provider, administrators, groups, serviceAccounts };
}

function resolvePeople(
  raw: unknown,
  { authorities }: AdministrationDraft,
  machines: Machines,
  taken: Taken,
  report: Report,
): Administrator[] {
  return [...entriesBelow(raw, "administrators")].flatMap(([account, value]) => {
    const { data } = administrator.safeParse(value);
    if (data === undefined) {
      return [];
    }
    const { servers, ...rest } = data;
    const path = ["administrators", account];
    const person: Administrator = {
      account,
      responsible: "customer",
      ...rest,
      ...(servers && { servers }),
    };
    checkPerson(person, authorities, taken, path, report);
    checkServers(servers ?? [], machines, [...path, "servers"], report);
    return [person];
  });
}

function checkPerson(
  { account, name, keys, principals }: Administrator,
  authorities: readonly string[],
  taken: Taken,
  path: Path,
  report: Report,
): void {
  claim(account, name, taken, path, report);
  claimKeys(keys, name, taken, path, report);
  if (keys.length === 0 && principals.length === 0) {
    report({
      path,
      at: "key",
      message: "has no way in",
      allowed: "at least one key or principal",
      fix: "Add keys: with the line of a .pub file, or remove the person.",
    });
  }
  if (principals.length > 0 && authorities.length === 0) {
    report({
      path: [...path, "principals"],
      at: "key",
      message: "cannot be used: the catalog names no authority whose certificates count",
      allowed: "keys, as long as administration.authorities of the catalog is empty",
      fix: "Write keys, or add the authority to the catalog.",
    });
  }
}

/** The account and the keys of the job that asks about patches are nobody else's. */
function claimJob(job: PatchingJob, taken: Taken, report: Report): PatchingJob {
  const path = ["administration", "patchingJob"];
  claim(job.account, "the provider's patching job", taken, [...path, "account"], report);
  claimKeys(job.keys, "the provider's patching job", taken, path, report);
  return job;
}

function claimKeys(
  keys: readonly string[],
  who: string,
  taken: Taken,
  path: Path,
  report: Report,
): void {
  for (const [index, key] of keys.entries()) {
    const body = sshKeyBody(key);
    const other = taken.keys.get(body);
    if (other !== undefined) {
      report({
        path: [...path, "keys", String(index)],
        at: "value",
        message: `the key is that of ${other}`,
        allowed: "a key of one's own for each person",
        fix: "Write the person's own key: otherwise nobody can tell who did what.",
      });
    }
    taken.keys.set(body, who);
  }
}

function claim(
  account: string,
  who: string,
  { accounts }: Taken,
  path: Path,
  report: Report,
): void {
  const holder = accounts.get(account);
  if (holder !== undefined) {
    report({
      path,
      at: "key",
      message: `${quote(account)} is the account of ${holder}`,
      allowed: "an account of one's own",
      fix: "Choose another name.",
    });
  }
  accounts.set(account, who);
}

function resolveServiceAccounts(
  raw: unknown,
  asOf: string | undefined,
  machines: Machines,
  taken: Taken,
  report: Report,
): ServiceAccount[] {
  return [...entriesBelow(raw, "serviceAccounts")].flatMap(([account, value]) => {
    const { data } = serviceAccount.safeParse(value);
    if (data === undefined) {
      return [];
    }
    const path = ["serviceAccounts", account];
    claim(account, `a service account of ${data.owner}`, taken, path, report);
    checkNames(data.servers, machines.names, [...path, "servers"], report);
    checkWindowsAccount(account, data.servers, machines, path, report);
    if (asOf !== undefined && asOf > data.until) {
      report({
        path: [...path, "until"],
        at: "value",
        message: `the service account has expired: it is ${asOf}`,
        allowed: `${asOf} or a later date`,
        fix: "Remove it, or ask its owner whether it is still needed and write a later date.",
      });
    }
    return [{ account, ...data }];
  });
}

function checkServers(
  servers: readonly string[],
  { names, windows }: Machines,
  path: Path,
  report: Report,
): void {
  checkNames(servers, names, path, report);
  for (const [index, server] of servers.entries()) {
    if (windows.includes(server)) {
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${quote(server)} runs Windows, where people have no accounts of their own`,
        allowed: oneOf(names.filter((name) => !windows.includes(name))),
        fix: "Remove it: the people of a Windows server come in by administratorGroups.",
      });
    }
  }
}
