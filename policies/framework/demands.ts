import type { Field, Seen } from "./field.js";
import { type Finding, fail, undetermined } from "./rule.js";

/** What becomes of a demand on a value that is not given: that depends on the provider's default. */
type WhenMissing = "fails" | "passes";

/** Demands that the flag is `wanted`; otherwise `wrong` is the case. */
export function demandFlag(
  field: Field,
  wanted: boolean,
  wrong: string,
  whenMissing: WhenMissing = "fails",
): Iterable<Finding> {
  return demand(field, field.flag(), (value) => value === wanted, wrong, whenMissing);
}

/** Demands that the number is fine; otherwise `wrong` is the case. */
export function demandNumber(
  field: Field,
  isFine: (value: number) => boolean,
  wrong: string,
  whenMissing: WhenMissing = "fails",
): Iterable<Finding> {
  return demand(field, field.number(), isFine, wrong, whenMissing);
}

/** Demands that the text is fine; otherwise `wrong` is the case. */
export function demandText(
  field: Field,
  isFine: (value: string) => boolean,
  wrong: string,
  whenMissing: WhenMissing = "fails",
): Iterable<Finding> {
  return demand(field, field.text(), isFine, wrong, whenMissing);
}

/** Demands that some text is given, whatever it says; otherwise `wrong` is the case. */
export function demandGiven(field: Field, wrong: string): Iterable<Finding> {
  return demandText(field, (value) => value.trim() !== "", wrong);
}

/** Demands that nothing is given: no value, or a list without elements. */
export function* demandNone(field: Field, wrong: string): Iterable<Finding> {
  const items = field.items();
  if (items.state === "unknown") {
    yield undetermined(field, perhaps(wrong));
  } else if (items.state === "wrongType" || (items.state === "known" && items.value.length > 0)) {
    yield fail(field, wrong);
  }
}

/** Demands that the list of texts names `word`; otherwise `wrong` is the case. */
export function* demandNamed(list: Field, word: string, wrong: string): Iterable<Finding> {
  const items = list.items();
  const texts = items.state === "known" ? items.value.map((item) => item.text()) : [];
  if (texts.some((text) => text.state === "known" && text.value === word)) {
    return;
  }
  const isDark = items.state === "unknown" || texts.some(({ state }) => state === "unknown");
  yield isDark ? undetermined(list, perhaps(wrong)) : fail(list, wrong);
}

/**
 * What `visit` finds in each element of a list that may be missing; `wrong` is what an unknown
 * list may hide.
 */
export function* inEach(
  list: Field,
  visit: (item: Field) => Iterable<Finding>,
  wrong: string,
): Iterable<Finding> {
  const items = list.items();
  if (items.state === "known") {
    for (const item of items.value) {
      yield* visit(item);
    }
  } else if (items.state === "unknown") {
    yield undetermined(list, perhaps(wrong));
  } else if (items.state === "wrongType") {
    yield fail(list, "not a list, so nothing is proved");
  }
}

function* demand<T>(
  field: Field,
  seen: Seen<T>,
  isFine: (value: T) => boolean,
  wrong: string,
  whenMissing: WhenMissing,
): Iterable<Finding> {
  if (seen.state === "unknown") {
    yield undetermined(field, perhaps(wrong));
  } else if (seen.state === "missing" ? whenMissing === "fails" : !isGood(seen, isFine)) {
    yield fail(field, wrong);
  }
}

function isGood<T>(seen: Seen<T>, isFine: (value: T) => boolean): boolean {
  return seen.state === "known" && isFine(seen.value);
}

function perhaps(wrong: string): string {
  return `not known yet; perhaps ${wrong}`;
}
