import type { Platform } from "../../../components/service/platform.js";
import { patchGroup } from "../estate.js";
import { soakHours } from "../fields/duration.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import type { PatchGroup, Predecessor, ResolvedServer } from "../model.js";
import type { Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { CatalogDraft } from "./catalog.js";
import { type Declared, lookUp } from "./declared.js";
import { withExceptions } from "./exceptions.js";
import { checkFreezes } from "./freezes.js";
import { checkRing } from "./rings.js";
import { checkSchedulerWindow, checkScopeSize, scheduledPlatforms } from "./schedulerWindows.js";

const catalogWindow = { kind: "a window", where: "the catalog" };
const ownGroup = { kind: "a patch group", where: "this estate" };
const partialGroup = patchGroup.partial();

/** The patch groups of an estate; what they refer to in vain is reported. */
export function resolvePatchGroups(
  raw: unknown,
  catalog: CatalogDraft,
  report: Report,
): Declared<PatchGroup> {
  if (typeof raw !== "object" || raw === null) {
    return undefined;
  }
  const { windows, freezes } = catalog;
  const names = new Map([...entriesOf(raw).keys()].map((name) => [name, name]));
  const groups = [...entriesOf(raw)].map(([name, value]): [string, PatchGroup | undefined] => {
    const path = ["patchGroups", name];
    const draft = draftOf(patchGroup, partialGroup, value).value;
    const window = lookUp(windows, draft.window, catalogWindow, [...path, "window"], report);
    const before = draft.after;
    lookUp(names, before?.group, ownGroup, [...path, "after", "group"], report);
    const after = before && { group: before.group, soakHours: soakHours(before.soak) };
    const schedule = window && withExceptions({ window, freezes }, value, path, report);
    return [name, schedule && { name, base: name, window, schedule, ...(after && { after }) }];
  });
  return new Map(groups);
}

/** What the windows of patch groups cannot keep from the planning date on is reported. */
export function checkPatchTimes(
  all: ReadonlyMap<string, PatchGroup | undefined>,
  servers: readonly ResolvedServer[],
  asOf: string,
  report: Report,
): void {
  // What a group keeps, the groups of its deferred servers keep with fewer openings.
  const groups = new Map([...all].filter(([name, group]) => (group?.base ?? name) === name));
  const members = membersOf(all, servers);
  for (const group of groups.values()) {
    if (group === undefined) {
      continue;
    }
    checkFreezes(group, asOf, report);
    const on: ReadonlyMap<Platform, number> = members.get(group.name) ?? new Map();
    for (const platform of scheduledPlatforms.filter((one) => on.has(one))) {
      checkSchedulerWindow(group, platform, asOf, report);
    }
    checkScopeSize(group, on.get("azure") ?? 0, report);
    if (group.after !== undefined && !isCircular(group, groups, report)) {
      const before = groups.get(group.after.group);
      if (before !== undefined) {
        checkRing(before, { ...group, after: group.after }, asOf, report);
      }
    }
  }
}

/** How many servers each of the estate's groups has on each platform, the deferred among them. */
export function membersOf(
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  servers: readonly ResolvedServer[],
): ReadonlyMap<string, ReadonlyMap<Platform, number>> {
  const members = new Map<string, Map<Platform, number>>();
  for (const { patchGroup, platform } of servers) {
    const name = groups.get(patchGroup)?.base ?? patchGroup;
    const on = members.get(name) ?? new Map<Platform, number>();
    members.set(name, on.set(platform, (on.get(platform) ?? 0) + 1));
  }
  return members;
}

/** Whether a group comes after itself, which is reported. */
function isCircular(
  group: PatchGroup,
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  report: Report,
): boolean {
  const way = [group.name];
  let after: Predecessor | undefined = group.after;
  while (after !== undefined && !way.includes(after.group)) {
    way.push(after.group);
    after = groups.get(after.group)?.after;
  }
  if (after?.group !== group.name) {
    return after !== undefined;
  }
  report({
    path: ["patchGroups", group.name, "after", "group"],
    at: "value",
    message: `${quote(group.name)} is patched after itself: ${[...way, group.name].join(" after ")}`,
    allowed: "groups in one order, the test group first",
    fix: 'Remove "after" from the group that is patched first.',
  });
  return true;
}
