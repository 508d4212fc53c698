import type { Field } from "../framework/field.js";
import { type Finding, fail, undetermined } from "../framework/rule.js";

/** What `visit` finds of every item of a list of disks; a list that cannot be read is a finding. */
export function* eachItem(
  list: Field,
  visit: (item: Field) => Iterable<Finding>,
): Iterable<Finding> {
  const items = list.items();
  if (items.state === "known") {
    for (const item of items.value) {
      yield* visit(item);
    }
  } else if (items.state === "unknown") {
    yield undetermined(list, "not known yet, so a disk may be in clear");
  } else if (items.state === "wrongType") {
    yield fail(list, "not a list of disks");
  }
}
