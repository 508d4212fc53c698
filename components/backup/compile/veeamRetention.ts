import type { Retention } from "../../service/backup/retention.js";
import type { Weekday } from "../../service/window.js";

/** Which full backups of Veeam are kept longer than the others. */
export interface VeeamGfs {
  readonly isEnabled: boolean;
  readonly weekly: {
    readonly isEnabled: boolean;
    readonly keepForNumberOfWeeks?: number;
    readonly desiredTime?: Weekday;
  };
  readonly monthly: {
    readonly isEnabled: boolean;
    readonly keepForNumberOfMonths?: number;
    readonly desiredTime?: "First";
  };
  readonly yearly: {
    readonly isEnabled: boolean;
    readonly keepForNumberOfYears?: number;
    readonly desiredTime?: "January";
  };
}

/** For how long Veeam keeps backups: by days, so that it goes on without the job. */
export interface VeeamRetention {
  readonly retentionPolicy: { readonly type: "Days"; readonly quantity: number };
  readonly gfsPolicy: VeeamGfs;
}

/**
 * A retention as Veeam keeps it: the full backup of one day of the week is that of its week, of
 * the days 1 to 7 that of its month, and of January that of its year.
 *
 * @see https://helpcenter.veeam.com/docs/vbr/userguide/gfs_retention_policy.html
 */
export function veeamRetention(keep: Retention, fullOn: Weekday): VeeamRetention {
  const { days, weeks, months, years } = keep;
  const isOff = { isEnabled: false } as const;
  return {
    retentionPolicy: { type: "Days", quantity: days },
    gfsPolicy: {
      isEnabled: hasSteps(keep),
      weekly:
        weeks === undefined
          ? isOff
          : { isEnabled: true, keepForNumberOfWeeks: weeks, desiredTime: fullOn },
      monthly:
        months === undefined
          ? isOff
          : { isEnabled: true, keepForNumberOfMonths: months, desiredTime: "First" },
      yearly:
        years === undefined
          ? isOff
          : { isEnabled: true, keepForNumberOfYears: years, desiredTime: "January" },
    },
  };
}

/** Whether some backups are kept longer than others; those must be full ones. */
export function hasSteps({ weeks, months, years }: Retention): boolean {
  return [weeks, months, years].some((count) => count !== undefined);
}
