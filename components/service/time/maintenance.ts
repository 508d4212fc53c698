import type { Opening } from "../window.js";
import type { Approval } from "./approvals.js";
import { planningInstant } from "./instants.js";

/** What a customer is promised before changes restart servers. */
export interface MaintenancePromise {
  /** Hours from the notice to the opening. */
  readonly leadHours: number;
  readonly approvals: readonly Approval[];
}

/** An opening of a group in which a change is to restart a server. */
export interface Restart {
  /** The group of the estate, as approvals name it. */
  readonly group: string;
  readonly opening: Opening;
  readonly timeZone: string;
}

/**
 * What to say of a restart whose notice is too short, counted from the first instant of the
 * planning date; undefined when it is in time.
 */
export function shortNotice(
  { group, opening, timeZone }: Restart,
  { leadHours, approvals }: MaintenancePromise,
  asOf: string,
): string | undefined {
  const last = opening.start.subtract({ hours: leadHours });
  if (last.epochMilliseconds >= planningInstant(asOf, timeZone).epochMilliseconds) {
    return undefined;
  }
  const date = opening.start.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const isAllowed = approvals.some((one) => one.group === group && one.openings.includes(date));
  const promised = `Notice is shorter than the ${leadHours} h that the catalog promises before maintenance`;
  return isAllowed
    ? `${promised}, which is approved.`
    : `${promised}: wait for a later window, or have it allowed under "approvals" for ${group} on ${date}.`;
}
