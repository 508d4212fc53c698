import assert from "node:assert/strict";
import { misfits } from "../../../components/landing/vsphereBirth.js";
import { diskSlot } from "../../../components/service/diskSlots.js";
import type { Disk } from "../../../components/service/server.js";

const disk = (sizeGiB: number): Disk => ({ sizeGiB, tier: "standard" });
const held = (label: string, size: number) => ({ size, unitNumber: diskSlot(label) });
const labels = ["a", "b", "c", "d", "e", "f", "g"].toSorted((x, y) => diskSlot(x) - diskSlot(y));
const [first = "", second = "", third = ""] = labels;
const backup = [held(second, 100), held("system", 40)];

describe("the disks of a server that starts from a backup", () => {
  it("are those that the backup holds, as large or larger, and perhaps others behind them", () => {
    assert.deepEqual(misfits(backup, { [second]: disk(120), system: disk(40) }), []);
    const more = { system: disk(40), [second]: disk(100), [third]: disk(5) };
    assert.deepEqual(misfits(backup, more), []);
  });

  it("would get what other disks held where one is missing, smaller or between them", () => {
    const between = misfits(backup, { system: disk(40), [second]: disk(100), [first]: disk(5) });
    assert.deepEqual(between, [
      `the backup does not hold ${first}; it has 100 GiB in slot ${diskSlot(second)}`,
    ]);
    assert.match(misfits(backup, { system: disk(40) }).join(), /holds another, of 100 GiB in slot/);
    assert.deepEqual(misfits(backup, { system: disk(30), [second]: disk(99) }), [
      "system has 30 GiB, and 40 GiB in the backup",
      `${second} has 99 GiB, and 100 GiB in the backup`,
    ]);
  });
});
