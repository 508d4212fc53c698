/** How often the backups of a server run and how long they are kept. */
export interface BackupClass {
  /** Name within the catalog, such as `gold`. */
  readonly name: string;
  /** Minutes from one backup to the next. */
  readonly everyMinutes: number;
  /** Days for which each backup is kept. */
  readonly keepDays: number;
}
