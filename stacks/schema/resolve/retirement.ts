import type { z } from "zod";
import type { BackupClass } from "../../../components/service/backup/backupClass.js";
import { management } from "../../../components/service/firewall/flow.js";
import { isOnPremises, type Platform } from "../../../components/service/platform.js";
import {
  isRetired,
  type Retirement,
  retiredGroup,
  retirementOf,
} from "../../../components/service/retirement.js";
import { entriesBelow } from "../inspect/draft.js";
import type { ResolvedServer } from "../model.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { retirement } from "../retirement.js";
import type { CatalogDraft } from "./catalog.js";
import { checkDecision } from "./decisions.js";

/** The server that is to be retired, and what the catalog has for it. */
interface Retiree {
  readonly platform: Platform | undefined;
  readonly isAdopted: boolean;
  readonly backup: BackupClass;
  readonly catalog: CatalogDraft;
  readonly asOf: string | undefined;
}

/** The end of a server's life; what does not fit together is reported. */
export function resolveRetirement(
  asked: z.output<typeof retirement> | undefined,
  { platform, isAdopted, backup, catalog, asOf }: Retiree,
  above: Path,
  report: Report,
): Retirement | undefined {
  if (asked === undefined || asOf === undefined) {
    return undefined;
  }
  const path = [...above, "retire"];
  const { promises } = catalog;
  checkDecision(asked, path, { promises, report });
  checkMeans(platform, catalog, path, report);
  if (isAdopted) {
    report({
      path,
      at: "key",
      message: "stands beside adopt, and a server that is being taken over is not changed",
      allowed: "a server that is under management",
      fix: 'Remove "adopt" and run "pulumi up" first.',
    });
  }
  return retirementOf(asked, { backup, quarantineDays: promises.quarantineDays, asOf });
}

/** A server whose platform could not switch it off and cut it off is reported. */
function checkMeans(
  platform: Platform | undefined,
  { administration, hasQuarantine }: CatalogDraft,
  path: Path,
  report: Report,
): void {
  if (platform === "vsphere" && !hasQuarantine) {
    report({
      path,
      at: "key",
      message: "needs a port group in which retired servers stand, and the catalog has none",
      allowed: "platforms.vsphere.quarantine in the catalog",
      fix: "Name a port group without a way out there.",
    });
  }
  if (
    administration === undefined &&
    (platform === "azure" || (platform && isOnPremises(platform)))
  ) {
    report({
      path,
      at: "key",
      message: `needs the server itself, which nothing on ${platform} shuts down from outside`,
      allowed: "administration in the catalog, which says how servers are reached",
      fix: "Add it, or shut the server down by hand.",
    });
  }
}

/** The name under which retired servers are known is no name of a group. */
export function checkGroupName(raw: unknown, report: Report): void {
  if (entriesBelow(raw, "patchGroups").has(retiredGroup)) {
    report({
      path: ["patchGroups", retiredGroup],
      at: "key",
      message: `${quote(retiredGroup)} is the patch group of servers that are retired`,
      allowed: "any other name",
      fix: "Choose another name.",
    });
  }
}

/**
 * The servers in the order of the file, those that are retired out of their groups: nothing is
 * patched, nothing starts them, and of their firewalls only the provider's way in is left.
 *
 * @param serving those that are not retired, as their groups have them
 */
export function withRetired(
  all: readonly ResolvedServer[],
  serving: readonly ResolvedServer[],
): readonly ResolvedServer[] {
  const known = new Map(serving.map((server) => [server.name, server]));
  return all.map((server) => {
    if (!isRetired(server)) {
      return known.get(server.name) ?? server;
    }
    const { runs: _gone, firewall, ...rest } = server;
    const wayIn = firewall?.filter(({ name }) => name === management);
    return { ...rest, patchGroup: retiredGroup, ...(wayIn && { firewall: wayIn }) };
  });
}
