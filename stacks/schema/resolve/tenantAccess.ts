import { tenantAssignments } from "../../../components/service/tenant/assignments.js";
import type { Path, Report } from "../report/finding.js";
import { quote } from "../report/wording.js";
import type { TenantLimits } from "../tenant.js";

const path: Path = ["azure", "limits"];

const dayMs = 86_400_000;

/** Days for which somebody may be eligible: all that Azure's own settings allow. */
const mostDays = 365;

/** Reports rights and exemptions of a tenant that Azure would refuse or that have ended. */
export function checkAccess(limits: TenantLimits, tenant: string, report: Report): void {
  checkDates(limits, report);
  checkEligible(limits, report);
  checkExemptions(limits, report);
  for (const [control, { until }] of Object.entries(limits.controls)) {
    checkEnd(limits.asOf, until, [...path, "controls", control], report);
  }
  if (limits.delegation?.tenant === tenant) {
    report({
      path: [...path, "delegation", "tenant"],
      at: "value",
      message: `${tenant} is the tenant itself`,
      allowed: "another tenant",
      fix: "Leave the delegation out: people of this tenant are made eligible.",
    });
  }
}

/** What ends needs a date by which it is judged. */
function checkDates({ asOf, eligible, exemptions, controls }: TenantLimits, report: Report): void {
  const ending = [eligible, exemptions, controls].flatMap((one) => Object.keys(one));
  if (asOf === undefined && ending.length > 0) {
    report({
      path,
      at: "key",
      message: "there is no planning date, and something ends",
      allowed: "asOf with a date, such as 2026-11-21",
      fix: "Set asOf to today.",
    });
  }
}

function checkEnd(asOf: string | undefined, until: string, at: Path, report: Report): void {
  if (asOf !== undefined && until < asOf) {
    report({
      path: [...at, "until"],
      at: "value",
      message: `it ended on ${until}`,
      allowed: `${asOf} or later`,
      fix: "Take it out, or decide about it again.",
    });
  }
}

function checkEligible({ asOf, eligible, groups }: TenantLimits, report: Report): void {
  for (const [name, { at, from, until }] of Object.entries(eligible)) {
    const own = [...path, "eligible", name];
    checkEnd(asOf, until, own, report);
    const days = (Date.parse(until) - Date.parse(from)) / dayMs + 1;
    if (days < 1 || days > mostDays) {
      report({
        path: [...own, "until"],
        at: "value",
        message: `from ${from} until ${until} is ${days < 1 ? "no time" : `${days} days`}`,
        allowed: `1 to ${mostDays} days`,
        fix: "Correct one of the dates.",
      });
    }
    if (groups[at] === undefined) {
      reportStray([...own, "at"], at, Object.keys(groups), report);
    }
  }
}

function checkExemptions(limits: TenantLimits, report: Report): void {
  const policies = policiesOf(limits);
  const scopes = Object.entries(limits.groups).flatMap(([id, { subscriptions }]) => [
    id,
    ...subscriptions,
  ]);
  for (const [name, { policy, at, until }] of Object.entries(limits.exemptions)) {
    const own = [...path, "exemptions", name];
    checkEnd(limits.asOf, until, own, report);
    if (!policies.includes(policy)) {
      reportStray([...own, "policy"], policy, policies, report);
    }
    if (!scopes.includes(at)) {
      reportStray([...own, "at"], at, scopes, report);
    }
  }
}

function policiesOf({ locations, defender, workspace }: TenantLimits): string[] {
  const facts = { top: "", managingTenants: [], locations, defender };
  return tenantAssignments({ ...facts, ...(workspace !== undefined && { workspace }) }).map(
    ({ name }) => name,
  );
}

function reportStray(at: Path, given: string, known: readonly string[], report: Report): void {
  report({
    path: at,
    at: "value",
    message: `${quote(given)} is not in the tenant's part of the site`,
    allowed: known.map(quote).join(", "),
    fix: "Correct the name.",
  });
}
