import type { ShortNotice } from "./notice.js";

/** Leave to change openings of a patch group at short notice. */
export interface Approval {
  readonly group: string;
  /** Local dates of the openings, `YYYY-MM-DD`. */
  readonly openings: readonly string[];
  readonly approver: string;
}

/** A short notice and the group whose window it is. */
export interface GroupNotice extends ShortNotice {
  readonly group: string;
  readonly timeZone: string;
}

/** Whether an approval allows it. */
export function isApproved(notice: GroupNotice, approvals: readonly Approval[]): boolean {
  const date = localDate(notice);
  return approvals.some(({ group, openings }) => group === notice.group && openings.includes(date));
}

/** Why it is refused, with the lead time and the approval that would allow it. */
export function refusal(notice: GroupNotice): string {
  const { change, group, opening, leadHours, timeZone } = notice;
  const local = opening.start.toZonedDateTimeISO(timeZone).toPlainDateTime();
  const when = local.toString({ smallestUnit: "minute" }).replace("T", " ");
  const what = opening.kind === "emergency" ? "emergency window" : "window";
  const happened =
    change === "added"
      ? "would open without having been announced"
      : "was announced and would not open";
  return (
    `patchGroups.${group}: the ${what} of ${when} ${timeZone} ${happened}, and its notice period of ` +
    `${leadHours} h has begun. Leave it as it was, or have it allowed: "approvals: [{ group: ${group}, ` +
    `openings: [${localDate(notice)}], until: <date>, reason: <why>, requester: <mail>, approver: <mail> }]"`
  );
}

function localDate({ opening, timeZone }: GroupNotice): string {
  return opening.start.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
