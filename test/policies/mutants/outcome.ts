import { pack } from "../../../policies/packs/all.pack.js";
import type { Said } from "./court.js";
import { type Excuse, excuses } from "./harmless.js";
import type { Mutant } from "./mutants.js";

/** A mutant and what the rules said of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly said: readonly Said[];
}

/**
 * How a mutant ends. `waits` was told at preview and is refused by the same rule at the update,
 * before anything is made: only rules about single resources are asked then, and that such a rule
 * refuses other values of the property other mutants show.
 */
export type Outcome =
  | { readonly kind: "caught" | "waits"; readonly rule: string }
  | { readonly kind: "harmless"; readonly excuse: Excuse }
  | { readonly kind: "escaped" };

const single = new Set(pack.rules.map(({ id }) => id));

/** The outcome of every mutant, given the reasons why some are harmless. */
export function outcomesOf(
  judged: readonly Judged[],
  reasons: readonly Excuse[],
): ReadonlyMap<Mutant, Outcome> {
  const guards = guardsOf(judged);
  return new Map(
    judged.map(({ mutant, said }): [Mutant, Outcome] => {
      const [caught] = said.filter(({ isMandatory }) => isMandatory);
      if (caught !== undefined) {
        return [mutant, { kind: "caught", rule: caught.rule }];
      }
      const guarding = guards.get(placeOf(mutant)) ?? new Set();
      const waiting = said.find(({ rule }) => single.has(rule) && guarding.has(rule));
      if (waiting !== undefined) {
        return [mutant, { kind: "waits", rule: waiting.rule }];
      }
      const excuse = reasons.find((one) => excuses(one, mutant));
      return [mutant, excuse ? { kind: "harmless", excuse } : { kind: "escaped" }];
    }),
  );
}

/** The rules that refuse some mutant of each property. */
export function guardsOf(judged: readonly Judged[]): ReadonlyMap<string, ReadonlySet<string>> {
  const guards = new Map<string, Set<string>>();
  for (const { mutant, said } of judged) {
    for (const { rule } of said.filter(({ isMandatory }) => isMandatory)) {
      const place = placeOf(mutant);
      guards.set(place, (guards.get(place) ?? new Set()).add(rule));
    }
  }
  return guards;
}

/** The type and the property of a mutant. */
export function placeOf({ type, place }: Pick<Mutant, "type" | "place">): string {
  return `${type} ${place}`;
}
