/**
 * What is seen of a server, in the same words on every platform: `power`, `cpus`, `memoryMiB`,
 * `size` (where a platform sells processors and memory together), `disks.<label>.sizeGiB`,
 * `networks.<which>`, `firmware.<what>`. What a platform does not tell is left out.
 */
export type Observed = Readonly<Record<string, string | number | boolean>>;

/** Something that is not as it was left. */
export interface Difference {
  readonly what: string;
  /** As it was left; absent where it was not there. */
  readonly expected?: Observed[string];
  /** As it is; absent where it is gone. */
  readonly found?: Observed[string];
}

/** Where two views of one server differ, by name. */
export function differences(expected: Observed, found: Observed): Difference[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...names]
    .filter((name) => expected[name] !== found[name])
    .sort()
    .map((what) => ({
      what,
      ...(expected[what] !== undefined && { expected: expected[what] }),
      ...(found[what] !== undefined && { found: found[what] }),
    }));
}
