/** The written form of a duration: whole hours or whole minutes, such as `4h` or `90m`. */
export const durationPattern = /^[1-9][0-9]{0,4}(h|m)$/;

/** The minutes in a duration such as `4h` or `90m`; undefined when it is not written so. */
export function parseDuration(text: string): number | undefined {
  if (!durationPattern.test(text)) {
    return undefined;
  }
  const count = Number.parseInt(text, 10);
  return text.endsWith("h") ? count * 60 : count;
}

/** The written form of a soak time: whole days or whole hours, such as `3d` or `36h`. */
export const soakPattern = /^[1-9][0-9]{0,2}(d|h)$/;

/** The hours in a soak time such as `3d` or `36h`; undefined when it is not written so. */
export function parseSoak(text: string): number | undefined {
  if (!soakPattern.test(text)) {
    return undefined;
  }
  const count = Number.parseInt(text, 10);
  return text.endsWith("d") ? count * 24 : count;
}

/** A number of minutes as people read it: `4 h`, `90 min`. */
export function formatDuration(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
