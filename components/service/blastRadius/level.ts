/** What a change does to a running server, from nothing to the worst. */
export const levels = ["none", "online", "reboot", "replace", "data loss"] as const;

/** What a change does to a running server. */
export type Level = (typeof levels)[number];

/** Whether one level is worse than another. */
export function isWorse(level: Level, than: Level): boolean {
  return levels.indexOf(level) > levels.indexOf(than);
}

/** The worst of some levels; `none` when there are none. */
export function worst(found: readonly Level[]): Level {
  return found.reduce((most, level) => (isWorse(level, most) ? level : most), levels[0]);
}
