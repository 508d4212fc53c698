import { isRetired } from "../../../components/service/retirement.js";
import type { Approval } from "../../../components/service/time/approvals.js";
import { entriesBelow } from "../inspect/draft.js";
import type { PatchGroup, ResolvedServer } from "../model.js";
import { resolveApprovals } from "./approvals.js";
import type { Declared } from "./declared.js";
import { checkChains } from "./deferralChains.js";
import {
  deferServers,
  type PlannedDeferral,
  resolveDeferrals,
  withDeferrals,
} from "./deferrals.js";
import {
  checkEmergencies,
  type EmergencyPart,
  resolveEmergencies,
  withEmergencies,
} from "./emergencies.js";
import { checkPatchTimes, membersOf } from "./patchGroups.js";
import { checkPeers, tellLonePeers } from "./peers.js";
import { withRetired } from "./retirement.js";
import { checkSchedulerEmergency, scheduledPlatforms } from "./schedulerWindows.js";
import { checkTesters } from "./testers.js";
import type { Timing } from "./timing.js";

/** What an estate says about single openings. */
interface Times {
  /** The patch groups with it, as far as it is about whole groups. */
  readonly patchGroups: Declared<PatchGroup>;
  readonly emergencies: readonly EmergencyPart[];
  readonly deferrals: readonly PlannedDeferral[];
  readonly approvals: readonly Approval[];
}

/** What an estate says about single openings of its patch groups. */
export function resolveTimes(raw: unknown, declared: Declared<PatchGroup>, timing: Timing): Times {
  const emergencies = resolveEmergencies(raw, declared, timing);
  const deferrals = resolveDeferrals(raw, declared, timing);
  const approvals = resolveApprovals(raw, declared, timing);
  const patchGroups = withDeferrals(withEmergencies(declared, emergencies), deferrals);
  return { patchGroups, emergencies, deferrals, approvals };
}

/** The servers in the groups that their deferrals need; times that collide are reported. */
export function applyTimes(
  raw: unknown,
  all: readonly ResolvedServer[],
  { patchGroups, emergencies, deferrals }: Times,
  timing: Timing,
): { readonly patchGroups: Declared<PatchGroup>; readonly servers: readonly ResolvedServer[] } {
  if (patchGroups === undefined || timing.asOf === undefined) {
    return { patchGroups, servers: all };
  }
  // Who is retired is patched no more.
  const servers = all.filter((server) => !isRetired(server));
  const { asOf, report } = timing;
  const deferred = deferServers(patchGroups, servers, deferrals);
  checkPatchTimes(deferred.groups, deferred.servers, asOf, report);
  checkEmergencies(emergencies, deferred.groups, report);
  const members = membersOf(deferred.groups, servers);
  for (const part of emergencies) {
    const on = members.get(part.group);
    for (const platform of scheduledPlatforms.filter((one) => on?.has(one))) {
      checkSchedulerEmergency(part, platform, asOf, report);
    }
  }
  // A server that is left out for a fault of its own may be the one that tests.
  if (all.length === entriesBelow(raw, "servers").size) {
    checkTesters(deferred.groups, all, asOf, report);
  }
  checkChains(deferrals, deferred.servers, deferred.groups, timing);
  checkPeers(raw, deferred.servers, asOf, report);
  tellLonePeers(raw, all, timing);
  return { patchGroups: deferred.groups, servers: withRetired(all, deferred.servers) };
}
