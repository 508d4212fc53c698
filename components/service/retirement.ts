import { Temporal } from "temporal-polyfill";
import type { BackupClass } from "./backup/backupClass.js";
import { finalBackupUntil } from "./backup/finalBackup.js";
import { confirmationText } from "./confirmation.js";
import type { Platform } from "./platform.js";

/** Where the end of a server's life has come to on a planning date. */
export type RetirementStage = "planned" | "retired" | "reclaimable";

/** What an estate says about the end of a server's life. */
interface RetirementOrder {
  /** The first planning date on which it is off, `YYYY-MM-DD`. */
  readonly from: string;
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
}

/** The end of a server's life, with its dates and how far it has come. */
export interface Retirement extends RetirementOrder {
  /** The first planning date on which it can be given up, `YYYY-MM-DD`. */
  readonly reclaimFrom: string;
  /** The last day on which its final backup is kept at least, `YYYY-MM-DD`. */
  readonly keepUntil: string;
  readonly stage: RetirementStage;
}

/** The patch group in the tags of servers that are retired; no group of an estate has the name. */
export const retiredGroup = "retired";

/** Minutes from when a retired server is told so, or starts, until it shuts itself down. */
export const retiredMinutes = 10;

/** The end of a server's life as it stands on a planning date. */
export function retirementOf(
  order: RetirementOrder,
  {
    backup,
    quarantineDays,
    asOf,
  }: {
    readonly backup: Pick<BackupClass, "schedule" | "keep">;
    readonly quarantineDays: number;
    readonly asOf: string;
  },
): Retirement {
  const reclaimFrom = daysAfter(order.from, quarantineDays);
  const stage = asOf < order.from ? "planned" : asOf < reclaimFrom ? "retired" : "reclaimable";
  return { ...order, reclaimFrom, keepUntil: finalBackupUntil(order.from, backup), stage };
}

function daysAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** Whether a server is off and cut off: at every stage but the first. */
export function isRetired({ retirement }: { readonly retirement?: Retirement }): boolean {
  return retirement !== undefined && retirement.stage !== "planned";
}

/** The next step of a retirement and its day; undefined where only a confirmation is missing. */
export function nextStep({ stage, from, reclaimFrom }: Retirement) {
  switch (stage) {
    case "planned":
      return { date: from, what: "is shut down and cut off" } as const;
    case "retired":
      return { date: reclaimFrom, what: "can be reclaimed" } as const;
    case "reclaimable":
      return undefined;
  }
}

/** What a preview says of a server whose life ends, in one line. */
export function retirementNotice(server: string, retirement: Retirement): string {
  const { stage, from, reason, requester, approver, reclaimFrom, keepUntil } = retirement;
  const why = `(${reason}; asked for by ${requester}, allowed by ${approver})`;
  const kept = `Its last backup is kept until ${keepUntil}.`;
  switch (stage) {
    case "planned":
      return (
        `${server}: is to be retired on ${from} ${why}; nothing happens to it before. Then it is ` +
        "shut down and cut off, nobody gets in, and it is patched no more. It can be reclaimed " +
        `from ${reclaimFrom} on. ${kept}`
      );
    case "retired":
      return (
        `${server}: retired since ${from} ${why}. It is off and cut off, nobody gets in, and it ` +
        `is not patched. It can be reclaimed from ${reclaimFrom} on; until then, taking "retire" ` +
        `out brings it back. ${kept}`
      );
    case "reclaimable":
      return (
        `${server}: retired since ${from} ${why}, and reclaimable. To give it up with its disks, ` +
        `write ${confirmationText(server, "remove")}, run "pulumi up", and take it out. ${kept}`
      );
  }
}

/** What a preview says of a server that comes back. */
export function returnNotice(server: string, platform: Platform): string {
  const start = {
    vsphere: "vCenter starts it with this change",
    aws: `AWS does not start it: run "aws ec2 start-instances" for it before "pulumi up"`,
    azure: `Azure does not start it: run "az vm start" for it before "pulumi up"`,
    hyperv: "its Hyper-V host starts it with this change",
    physical: "its BMC starts it with this change",
  }[platform];
  return (
    `${server}: comes back from retirement: its network, its firewall, its patch group and those ` +
    `who get in are as before. ${start}, because a retired server that runs shuts itself down ` +
    `after ${retiredMinutes} minutes unless this reaches it.`
  );
}
