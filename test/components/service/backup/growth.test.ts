import assert from "node:assert/strict";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import {
  fullInDays,
  growthOf,
  type StoredBackups,
} from "../../../../components/service/backup/growth.js";

const now = Temporal.Instant.from("2026-11-22T06:00:00Z");

/** A job that wrote a whole backup some days ago, and so much every day since. */
function job(
  days: number,
  daily: number,
  keptDays: number | undefined,
  whole = 500,
): StoredBackups {
  const files = Array.from({ length: days + 1 }, (_, index) => ({
    at: now.subtract({ hours: 24 * (days - index) + 1 }),
    sizeGiB: index === 0 ? whole : daily,
    isKeptLonger: false,
  }));
  const { length } = files;
  const lie = keptDays === undefined ? files : files.slice(Math.max(0, length - keptDays));
  return { job: "chemistry-gold", keptDays, files: lie };
}

const look = { now, horizon: 400 };

describe("the growth of backups", () => {
  it("is what is written in a week, without the backup that began it all", () => {
    const { heldGiB, weeklyGiB } = growthOf(job(20, 10, undefined), now);
    assert.equal(heldGiB, 700);
    assert.ok(Math.abs((weeklyGiB ?? 0) - 70) < 1);
  });

  it("is not known before a week is over", () => {
    assert.equal(growthOf(job(5, 10, undefined), now).weeklyGiB, undefined);
    assert.equal(growthOf({ job: "a", keptDays: 30, files: [] }, now).weeklyGiB, undefined);
  });

  it("fills what room there is, by the day, when nothing is removed", () => {
    assert.equal(fullInDays(95, [job(40, 10, undefined)], look), 10);
    assert.equal(fullInDays(-1, [], look), 0);
    assert.equal(fullInDays(1_000_000, [job(40, 10, undefined)], look), undefined);
  });

  it("ends where as much is removed as is written", () => {
    // Thirty days are kept and thirty lie there: the room stays as it is.
    assert.equal(fullInDays(15, [job(90, 10, 30)], look), undefined);
    // Of sixty days to keep twenty lie there: forty more come.
    assert.equal(fullInDays(395, [job(20, 10, 60)], look), 40);
    const kept = job(20, 10, 60, 0);
    assert.equal(fullInDays(425, [kept], look), undefined);
  });

  it("comes sooner with less room, with more jobs and with longer lives", () => {
    const days = fc.integer({ min: 14, max: 100 });
    const numbers = fc.tuple(
      days,
      fc.integer({ min: 1, max: 50 }),
      days,
      fc.integer({ max: 4000, min: 1 }),
    );
    fc.assert(
      fc.property(numbers, ([age, daily, kept, free]) => {
        const one = job(age, daily, kept);
        const at = (room: number, jobs: readonly StoredBackups[]) =>
          fullInDays(room, jobs, look) ?? Infinity;
        assert.ok(at(free / 2, [one]) <= at(free, [one]));
        assert.ok(at(free, [one, one]) <= at(free, [one]));
        assert.ok(at(free, [{ ...one, keptDays: undefined }]) <= at(free, [one]));
      }),
      { numRuns: 50 },
    );
  });
});
