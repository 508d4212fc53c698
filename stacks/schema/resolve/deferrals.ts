import { Temporal } from "temporal-polyfill";
import { boundedName } from "../../../components/service/boundedName.js";
import type { Deferral } from "../../../components/service/time/schedule.js";
import { deferral } from "../deferral.js";
import { entriesBelow } from "../inspect/draft.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import type { Path } from "../report/finding.js";
import { checkDecision } from "./decisions.js";
import { type Declared, lookUp } from "./declared.js";
import { listBelow } from "./lists.js";
import type { Timing } from "./timing.js";

type Entry = (typeof deferral)["_zod"]["output"];

/** A deferral that is in force or will be, and what it puts off. */
export interface PlannedDeferral extends Deferral {
  readonly path: Path;
  readonly target: { readonly kind: "server" | "group"; readonly name: string };
}

/** The deferrals of an estate that are not over; what is wrong with any is reported. */
export function resolveDeferrals(
  raw: unknown,
  groups: Declared<PatchGroup>,
  timing: Timing,
): readonly PlannedDeferral[] {
  return listBelow(raw, "deferrals", deferral).flatMap(({ path, value }) => {
    const { from, until, reason, approver } = value;
    const target = targetOf(value, path, timing);
    checkDecision(value, path, timing);
    checkTarget(target, raw, groups, path, timing);
    const isSound = checkDays(value, path, timing);
    if (timing.asOf !== undefined && timing.asOf > until) {
      timing.leftover(path, `the deferral of ${target?.name ?? "nothing"} ended on ${until}`);
      return [];
    }
    return target && isSound ? [{ path, target, from, to: until, reason, approver }] : [];
  });
}

function targetOf({ server, group }: Entry, path: Path, { report }: Timing) {
  if ((server === undefined) === (group === undefined)) {
    report({
      path: [...path, server === undefined ? "server" : "group"],
      at: "key",
      message: server === undefined ? "is missing" : "stands beside a server",
      allowed: "a server or a group, one of them",
      fix: server === undefined ? "Add server or group." : "Remove one of them.",
    });
    return undefined;
  }
  return server === undefined
    ? ({ kind: "group", name: group ?? "" } as const)
    : ({ kind: "server", name: server } as const);
}

function checkTarget(
  target: PlannedDeferral["target"] | undefined,
  raw: unknown,
  groups: Declared<PatchGroup>,
  path: Path,
  { report }: Timing,
): void {
  if (target?.kind === "group") {
    const what = { kind: "a patch group", where: "this estate" };
    lookUp(groups, target.name, what, [...path, "group"], report);
  } else if (target !== undefined) {
    const what = { kind: "a server", where: "this estate" };
    lookUp(entriesBelow(raw, "servers"), target.name, what, [...path, "server"], report);
  }
}

function checkDays({ from, until }: Entry, path: Path, { promises, report }: Timing): boolean {
  const most = promises.longestDeferralDays;
  const days = daysFrom(from, until);
  if (days < 1) {
    report({
      path: [...path, "until"],
      at: "value",
      message: `${until} is before ${from}, the first day of the deferral`,
      allowed: "the first day or a later one",
      fix: "Swap the two days.",
    });
  } else if (days > most) {
    report({
      path: [...path, "until"],
      at: "value",
      message: `a deferral from ${from} to ${until} lasts ${days} days`,
      allowed: `at most ${most} days, the catalog's longestDeferral`,
      fix: `Write ${Temporal.PlainDate.from(from)
        .add({ days: most - 1 })
        .toString()} or an earlier day.`,
    });
  }
  return days >= 1 && days <= most;
}

/** The days from one date to another, both counted. */
export function daysFrom(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days + 1;
}

/** The groups with what puts all of their servers off. */
export function withDeferrals(
  groups: Declared<PatchGroup>,
  planned: readonly PlannedDeferral[],
): Declared<PatchGroup> {
  return (
    groups &&
    new Map(
      [...groups].map(([name, group]) => {
        const own = planned.filter(({ target }) => target.kind === "group" && target.name === name);
        return [name, own.length === 0 ? group : group && deferred(group, own)];
      }),
    )
  );
}

/**
 * The servers that are put off by name, each in a group of its own days, and these groups: the
 * group that the server belongs to, with the deferral. On every platform the server leaves its
 * group's windows and comes back by itself, because the windows of its own group go on after it.
 */
export function deferServers(
  groups: ReadonlyMap<string, PatchGroup | undefined>,
  servers: readonly ResolvedServer[],
  planned: readonly PlannedDeferral[],
) {
  const made = new Map<string, PatchGroup>();
  const moved = servers.map((server) => {
    const own = planned.filter(
      ({ target: { kind, name } }) => kind === "server" && name === server.name,
    );
    const group = groups.get(server.patchGroup);
    if (own.length === 0 || group === undefined) {
      return server;
    }
    const days = [server.patchGroup, ...own.map(daysOf).sort()].join(".");
    const name = boundedName(days, longestName);
    const known = made.get(name) ?? { ...group, name };
    const derived = deferred(known, own);
    made.set(name, derived);
    return { ...server, patchGroup: name };
  });
  const members = moved.map((server) => {
    const schedule = made.get(server.patchGroup)?.schedule;
    return schedule === undefined ? server : { ...server, schedule };
  });
  return { groups: new Map([...groups, ...made]), servers: members };
}

/** Tags of all platforms hold more; portals show no more. */
const longestName = 100;

const daysOf = ({ from, to }: Deferral): string =>
  `deferred-${from.replaceAll("-", "")}-${to.replaceAll("-", "")}`;

function deferred(group: PatchGroup, planned: readonly PlannedDeferral[]): PatchGroup {
  const own = planned.map(({ from, to, reason, approver }) => ({ from, to, reason, approver }));
  const deferrals = [...(group.schedule.deferrals ?? []), ...own];
  return { ...group, schedule: { ...group.schedule, deferrals } };
}
