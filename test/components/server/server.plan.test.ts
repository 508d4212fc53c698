import assert from "node:assert/strict";
import fc from "fast-check";
import { deviceName, planDisks } from "../../../components/server/server.plan.js";
import { dataSlots } from "../../../components/service/diskSlots.js";

const disk = fc.record({
  sizeGiB: fc.integer({ min: 1, max: 4096 }),
  tier: fc.constantFrom("standard" as const, "fast" as const),
});
const dataDisks = fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9-]{0,14}$/), disk, { maxKeys: 10 });

describe("the plan of a server's disks", () => {
  it("begins with the system disk and does not depend on the order of the file", () => {
    fc.assert(
      fc.property(disk, dataDisks, (system, data) => {
        const plan = planDisks({ ...data, system });
        const reversed = Object.fromEntries(Object.entries({ ...data, system }).reverse());
        assert.equal(plan[0]?.label, "system");
        assert.deepEqual(planDisks(reversed), plan);
      }),
    );
  });

  it("keeps every other disk where it is when one is removed", () => {
    fc.assert(
      fc.property(disk, dataDisks, (system, data) => {
        const all = planDisks({ ...data, system });
        for (const gone of Object.keys(data)) {
          const { [gone]: _, ...rest } = data;
          const left = planDisks({ ...rest, system });
          assert.deepEqual(
            left,
            all.filter(({ label }) => label !== gone || label === "system"),
          );
        }
      }),
    );
  });

  it("gives each slot a device name of its own within the range that EC2 keeps for volumes", () => {
    const names = Array.from({ length: dataSlots }, (_, index) => deviceName(index + 1));
    assert.equal(new Set(names).size, dataSlots);
    for (const name of names) {
      assert.match(name, /^\/dev\/xvd[bc][a-z]$/);
    }
  });
});
