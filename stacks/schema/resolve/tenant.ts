import { entriesOf } from "../inspect/draft.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import { azureTenant, type TenantLimits } from "../tenant.js";
import { checkAccess } from "./tenantAccess.js";

const limitsPath = ["azure", "limits"] as const;

/** Levels of management groups below the root of the tenant. */
const mostLevels = 6;

/** Reports what does not fit together in what the site says of its tenant. */
export function checkTenant(raw: unknown, report: Report): void {
  const given = entriesOf(raw).get("azure");
  const { tenant = "", limits } = azureTenant.safeParse(given).data ?? {};
  if (limits === undefined) {
    return;
  }
  checkTop(limits, report);
  checkTree(limits, report);
  checkSubscriptions(limits, report);
  checkAccess(limits, tenant, report);
  if (limits.groups[limits.newSubscriptions] === undefined) {
    reportStray([...limitsPath, "newSubscriptions"], limits.newSubscriptions, limits, report);
  }
}

function checkTop({ groups }: TenantLimits, report: Report): void {
  const tops = Object.entries(groups).filter(([, { below }]) => below === undefined);
  if (tops.length === 1) {
    return;
  }
  report({
    path: [...limitsPath, "groups"],
    at: "key",
    message: `${tops.length === 0 ? "no group is" : `${tops.length} groups are`} at the top`,
    allowed: "one group without below, above all others",
    fix: "Put every other group below it.",
  });
}

function checkTree(limits: TenantLimits, report: Report): void {
  for (const [id, { below }] of Object.entries(limits.groups)) {
    const path = [...limitsPath, "groups", id, "below"];
    if (below !== undefined && limits.groups[below] === undefined) {
      reportStray(path, below, limits, report);
      continue;
    }
    const levels = levelsOf(id, limits);
    if (levels > mostLevels) {
      report({
        path,
        at: "value",
        message:
          levels === Number.POSITIVE_INFINITY
            ? `${quote(id)} is below itself`
            : `${quote(id)} is at level ${levels}`,
        allowed: `a tree of at most ${mostLevels} levels`,
        fix: "Put it below another group.",
      });
    }
  }
}

function levelsOf(id: string, { groups }: TenantLimits): number {
  const seen = new Set<string>();
  let next: string | undefined = id;
  while (next !== undefined) {
    if (seen.has(next)) {
      return Number.POSITIVE_INFINITY;
    }
    seen.add(next);
    next = groups[next]?.below;
  }
  return seen.size;
}

function checkSubscriptions({ groups }: TenantLimits, report: Report): void {
  const taken = new Map<string, string>();
  for (const [id, { subscriptions }] of Object.entries(groups)) {
    for (const [index, subscription] of subscriptions.entries()) {
      const other = taken.get(subscription);
      if (other !== undefined) {
        report({
          path: [...limitsPath, "groups", id, "subscriptions", String(index)],
          at: "value",
          message: `${subscription} stands in ${quote(other)} already`,
          allowed: "one group for each subscription",
          fix: "Leave it in one of them.",
        });
      }
      taken.set(subscription, id);
    }
  }
}

function reportStray(path: Path, id: string, { groups }: TenantLimits, report: Report): void {
  report({
    path,
    at: "value",
    message: `there is no group ${quote(id)}`,
    allowed: Object.keys(groups).map(quote).join(", "),
    fix: "Correct the name, or add the group.",
  });
}
