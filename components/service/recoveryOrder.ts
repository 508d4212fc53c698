/** The servers that a server needs, by its name. */
export type Needs = Readonly<Record<string, readonly string[]>>;

/**
 * The order in which servers are brought up: each stands behind all that it needs, and those of
 * one step come up together. Needs that are none of these servers are there already.
 *
 * @throws RangeError when servers need each other in a circle
 */
export function recoveryOrder(servers: readonly string[], needs: Needs): readonly string[][] {
  const steps: string[][] = [];
  let left = [...servers];
  while (left.length > 0) {
    const step = left.filter((name) => (needs[name] ?? []).every((one) => !left.includes(one)));
    if (step.length === 0) {
      throw new RangeError(`${left.join(", ")} need each other`);
    }
    steps.push(step);
    left = left.filter((name) => !step.includes(name));
  }
  return steps;
}

/** Servers that need each other in a circle, each the one behind it; none when there is no circle. */
export function cycleIn(needs: Needs): readonly string[] {
  const sound = new Set<string>();
  const search = (name: string, way: readonly string[]): readonly string[] => {
    if (way.includes(name)) {
      return way.slice(way.indexOf(name));
    }
    if (sound.has(name)) {
      return [];
    }
    for (const one of needs[name] ?? []) {
      const cycle = search(one, [...way, name]);
      if (cycle.length > 0) {
        return cycle;
      }
    }
    sound.add(name);
    return [];
  };
  for (const name of Object.keys(needs)) {
    const cycle = search(name, []);
    if (cycle.length > 0) {
      return cycle;
    }
  }
  return [];
}
