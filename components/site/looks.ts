import { unlessMissing } from "../recovery/finder.js";

/** Something that may stand: what the component calls it, its id, and how it is asked for. */
export interface Look {
  readonly role: string;
  readonly id: string;
  /** Undefined, or a failure that says so, where it does not stand. */
  readonly ask: () => Promise<unknown>;
}

/** Ids of what stands and is not in the stack's state, by the role in the component `name`. */
export async function standing(
  name: string,
  managed: ReadonlySet<string>,
  looks: readonly Look[],
): Promise<ReadonlyMap<string, string>> {
  const unmanaged = looks.filter(({ role }) => !managed.has(`${name}-${role}`));
  const found = await Promise.all(
    unmanaged.map(
      async ({ role, id, ask }): Promise<[string, string][]> =>
        (await unlessMissing(ask())) === undefined ? [] : [[role, id]],
    ),
  );
  return new Map(found.flat());
}
