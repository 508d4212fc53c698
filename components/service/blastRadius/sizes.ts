import type { Change, Effect } from "./table.js";

/** How a number moves; undefined when either side is not known to be a number. */
export function movement({ before, after }: Change): number | undefined {
  return typeof before === "number" && typeof after === "number" ? after - before : undefined;
}

/** A disk's size in GiB: it grows online and never shrinks. */
export function diskSize(change: Change): Effect {
  const by = movement(change);
  const disk = change.disk === undefined ? "the disk" : `disk ${change.disk}`;
  if (by === undefined) {
    return { level: "data loss", why: "cannot be told yet, and a disk that shrinks loses data" };
  }
  return by > 0
    ? { ...grows(change), customerTask: `extend the file system on ${disk}` }
    : { level: "data loss", why: `would shrink ${disk} ${steps(change)}`, refused: true };
}

function grows(change: Change): Effect {
  return { level: "online", why: `grows ${steps(change)} while the server runs` };
}

/** `from 800 to 900`. */
export function steps({ before, after }: Change): string {
  return `from ${String(before)} to ${String(after)}`;
}
