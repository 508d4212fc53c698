import type { LeadTimes } from "../../../components/service/time/notice.js";
import { catalog, leadTimes } from "../catalog.js";
import { minutes, soakHours } from "../fields/duration.js";
import { draftOf, entriesOf } from "../inspect/draft.js";
import type { Report } from "../report/finding.js";
import { didYouMean, quote } from "../report/wording.js";
import { checkDuration } from "./windows.js";

/** What the catalog says about changes of time. A faulty value is reported where it stands. */
export interface Promises {
  readonly approvers: readonly string[] | undefined;
  readonly lead: LeadTimes;
  /** Before openings in which changes restart servers. */
  readonly maintenanceHours: number;
  readonly longestDeferralDays: number;
  readonly emergencyMinutes: number;
  /** Days from the retirement of a server until it can be reclaimed. */
  readonly quarantineDays: number;
}

const { shape } = catalog;
const partialLeadTimes = leadTimes.partial();

/** What a raw catalog promises; in place of a faulty value, what holds without one. */
export function draftPromises(raw: unknown, report: Report): Promises {
  const fields = entriesOf(raw);
  const { approvers, longestDeferral, emergencyDuration, quarantine } = shape;
  const lead = draftOf(leadTimes, partialLeadTimes, fields.get("leadTimes") ?? {}).value;
  const deferral = longestDeferral.safeParse(fields.get("longestDeferral")).data;
  const kept = quarantine.safeParse(fields.get("quarantine")).data;
  const duration = emergencyDuration.safeParse(fields.get("emergencyDuration")).data;
  if (duration !== undefined) {
    checkDuration(duration, ["emergencyDuration"], report);
  }
  checkLogins(fields.get("approvers"), fields.get("approverLogins"), report);
  return {
    approvers: approvers.safeParse(fields.get("approvers")).data,
    lead: {
      patching: soakHours(lead.patching ?? leadTimes.shape.patching.parse(undefined)),
      emergency: soakHours(lead.emergency ?? leadTimes.shape.emergency.parse(undefined)),
    },
    maintenanceHours: soakHours(lead.maintenance ?? leadTimes.shape.maintenance.parse(undefined)),
    longestDeferralDays: Math.floor(soakHours(deferral ?? longestDeferral.parse(undefined)) / 24),
    quarantineDays: Math.ceil(soakHours(kept ?? quarantine.parse(undefined)) / 24),
    emergencyMinutes: minutes(duration ?? emergencyDuration.parse(undefined)),
  };
}

/** Only approvers have login names: another one is a slip, and would be asked for nothing. */
function checkLogins(approvers: unknown, logins: unknown, report: Report): void {
  const known = shape.approvers.safeParse(approvers).data;
  for (const mail of known === undefined ? [] : entriesOf(logins).keys()) {
    if (!known?.some((one) => one.toLowerCase() === mail.toLowerCase())) {
      report({
        ...{ path: ["approverLogins", mail], at: "key" },
        message: `${quote(mail)} is not one of the approvers`,
        fix: didYouMean(mail, known ?? [], "Name an address of approvers, or add it there."),
      });
    }
  }
}
