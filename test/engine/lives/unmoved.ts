import assert from "node:assert/strict";
import type { SeenObject } from "../../../simulator/inspect.js";
import type { WorldFacts } from "./worldFacts.js";

/** Every disk that was there is there, and is the same. */
export function keptAllDisks(before: WorldFacts, after: WorldFacts): void {
  for (const [disk, id] of before.disks) {
    assert.equal(after.disks.get(disk), id, `disk ${disk} is gone or another`);
  }
}

/** Every object that is not of these servers is as it was. */
export function nothingElseMoved(
  changed: ReadonlySet<string>,
  before: WorldFacts,
  after: WorldFacts,
): void {
  const ours = [...changed, ...[...changed].map((name) => before.machines.get(name)?.id ?? name)];
  const touched = new RegExp(ours.length === 0 ? "(?!)" : ours.map(escaped).join("|"));
  const now = new Map(after.world.objects.map((object) => [keyOf(object), object]));
  for (const object of before.world.objects) {
    const text = JSON.stringify(object.properties);
    if (!touched.test(`${object.id} ${text}`)) {
      assert.equal(JSON.stringify(now.get(keyOf(object))?.properties), text, keyOf(object));
    }
  }
}

function keyOf({ platform, place, kind, id }: SeenObject): string {
  return `${platform} ${place} ${kind} ${id}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
