/** The written form of a size: a whole number, one space, `GiB` or `TiB`. */
export const sizePattern = /^[1-9][0-9]{0,5} (GiB|TiB)$/;

/** The GiB in a size such as `16 GiB` or `2 TiB`; undefined when it is not written so. */
export function parseSize(text: string): number | undefined {
  if (!sizePattern.test(text)) {
    return undefined;
  }
  const count = Number.parseInt(text, 10);
  return text.endsWith("TiB") ? count * 1024 : count;
}

/** A number of GiB as people write it: whole TiB as `2 TiB`, all else as `60 GiB`. */
export function formatSize(gib: number): string {
  return gib >= 1024 && gib % 1024 === 0 ? `${gib / 1024} TiB` : `${gib} GiB`;
}
