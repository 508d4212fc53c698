import assert from "node:assert/strict";
import fc from "fast-check";
import { dataSlots, diskSlot, slotConflicts } from "../../../components/service/diskSlots.js";

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,14}$/);

describe("disk slots", () => {
  it("keeps slot 0 for the system disk and gives every other label one of the rest", () => {
    assert.equal(diskSlot("system"), 0);
    fc.assert(
      fc.property(label, (name) => {
        fc.pre(name !== "system");
        const slot = diskSlot(name);
        assert.ok(Number.isInteger(slot) && slot >= 1 && slot <= dataSlots, `slot ${slot}`);
      }),
    );
  });

  it("never moves a disk, whatever the other labels are: these slots are on servers that run", () => {
    assert.deepEqual(
      ["data", "journal", "archive", "scans", "logs"].map(diskSlot),
      [24, 14, 49, 33, 29],
    );
  });

  it("keeps the labels in common use apart", () => {
    const common =
      "data journal archive scans logs backup scratch tmp var home db wal srv opt www mysql " +
      "postgres oracle sql media index cache swap files exports uploads";
    assert.deepEqual(slotConflicts(common.split(" ")), []);
  });

  it("reports exactly the labels whose slot an earlier label holds", () => {
    fc.assert(
      fc.property(fc.uniqueArray(label, { maxLength: 15 }), (labels) => {
        const seen = new Set<number>();
        const expected = labels.filter((name) => {
          const taken = seen.has(diskSlot(name));
          seen.add(diskSlot(name));
          return taken;
        });
        assert.deepEqual(
          slotConflicts(labels).map(([, second]) => second),
          expected,
        );
      }),
    );
  });
});
