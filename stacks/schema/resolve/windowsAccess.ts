import type { AdministratorGroup } from "../../../components/service/access/access.js";
import { group, providerGroup } from "../access.js";
import { entriesBelow } from "../inspect/draft.js";
import type { Path, Report } from "../report/finding.js";
import { oneOf, quote } from "../report/wording.js";
import { checkNames, type Machines } from "./serverNames.js";

/** The provider's groups that are valid. */
export function providerGroups(administration: unknown): readonly AdministratorGroup[] {
  return [...entriesBelow(administration, "groups")].flatMap(([name, value]) => {
    const { data } = providerGroup.safeParse(value);
    return data === undefined ? [] : [{ group: name, responsible: "provider" as const, ...data }];
  });
}

/** Both sides' groups; what does not fit together, and Windows servers without any, is reported. */
export function resolveGroups(
  raw: unknown,
  provided: readonly AdministratorGroup[],
  machines: Machines,
  report: Report,
): readonly AdministratorGroup[] {
  const taken = new Map(provided.map(({ group, name }) => [group.toLowerCase(), name]));
  const entries = [...entriesBelow(raw, "administratorGroups")];
  const own = entries.flatMap(([name, value]): AdministratorGroup[] => {
    const path = ["administratorGroups", name];
    checkFree(name, taken, path, report);
    taken.set(name.toLowerCase(), "this estate");
    const { data } = group.safeParse(value);
    if (data === undefined) {
      return [];
    }
    const { servers } = data;
    checkWindows(servers ?? [], machines, [...path, "servers"], report);
    return [{ group: name, name: data.name, responsible: "customer", ...(servers && { servers }) }];
  });
  // A group with a mistake has been reported, and may be the one that a server needs.
  if (provided.length === 0 && own.length === entries.length) {
    checkReached(own, machines, report);
  }
  return [...provided, ...own];
}

/** Names of the directory do not tell capital letters from small ones. */
function checkFree(
  name: string,
  taken: ReadonlyMap<string, string>,
  path: Path,
  report: Report,
): void {
  const holder = taken.get(name.toLowerCase());
  if (holder !== undefined) {
    report({
      path,
      at: "key",
      message: `${quote(name)} is named already, for ${holder}`,
      allowed: "each group once",
      fix: "Remove it here.",
    });
  }
}

function checkWindows(
  servers: readonly string[],
  { names, windows }: Machines,
  path: Path,
  report: Report,
): void {
  checkNames(servers, names, path, report);
  for (const [index, server] of servers.entries()) {
    if (names.includes(server) && !windows.includes(server)) {
      report({
        path: [...path, String(index)],
        at: "value",
        message: `${quote(server)} runs Linux, where groups of the directory do not count`,
        allowed: oneOf(windows),
        fix: "Remove it: people have accounts of their own there, under administrators.",
      });
    }
  }
}

function checkReached(
  groups: readonly AdministratorGroup[],
  { windows }: Machines,
  report: Report,
): void {
  for (const server of windows) {
    if (!groups.some(({ servers }) => servers?.includes(server) ?? true)) {
      report({
        path: ["servers", server],
        at: "key",
        message: `nobody administers ${quote(server)}: it runs Windows, and no group is named for it`,
        allowed: "at least one group of the provider or of the customer",
        fix: "Add a group to administration.groups of the catalog or to administratorGroups here.",
      });
    }
  }
}

/** Names of local accounts are short on Windows, and none is that of its computer. */
export function checkWindowsAccount(
  account: string,
  servers: readonly string[],
  { windows }: Machines,
  path: Path,
  report: Report,
): void {
  const [first] = servers.filter((server) => windows.includes(server));
  const reserved = [...windowsAccounts, ...servers];
  if (first !== undefined && (account.length > longest || reserved.includes(account))) {
    report({
      path,
      at: "key",
      message: `${quote(account)} can be no account on ${quote(first)}, which runs Windows`,
      allowed: `at most ${longest} characters, and not the name of the server or of an account of Windows`,
      fix: "Choose another name.",
    });
  }
}

/** Characters of the name of a local account of Windows. */
const longest = 20;

const windowsAccounts = ["administrator", "administrators", "defaultaccount", "guest", "users"];
