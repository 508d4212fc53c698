import assert from "node:assert/strict";
import { diskChanges } from "../../../../components/service/blastRadius/diskChanges.js";
import { unconfirmed } from "../../../../components/service/confirmation.js";
import type { Platform } from "../../../../components/service/platform.js";
import { registerEntry } from "../../../../components/service/register.js";
import type { Disk } from "../../../../components/service/server.js";

const attached: Disk = { sizeGiB: 100, tier: "standard" };
const removed: Disk = { ...attached, removed: true };

function changeOf(
  platform: Platform,
  before: Readonly<Record<string, Disk>>,
  after: Readonly<Record<string, Disk>>,
) {
  const entry = (disks: Readonly<Record<string, Disk>>) => ({
    db: registerEntry({ platform, disks: { system: attached, ...disks } }, unconfirmed),
  });
  const change = diskChanges(entry(before), entry(after)).get("db");
  return change && [change.reasons.map(({ why }) => why), change.customerTasks];
}

describe("disks that come and go on clouds", () => {
  for (const platform of ["aws", "azure"] as const) {
    it(`${platform}: tells of each disk, and of what the customer has to do`, () => {
      assert.deepEqual(
        changeOf(
          platform,
          { old: attached, back: removed },
          { old: removed, back: attached, new: attached },
        ),
        [
          [
            "is detached, and its data is kept",
            "is attached again",
            "is added while the server runs",
          ],
          ["mount the file system of disk back", "make a file system on disk new"],
        ],
      );
    });

    it(`${platform}: tells nothing of disks that stay or only grow`, () => {
      const grown = { ...attached, sizeGiB: 200 };
      assert.equal(
        changeOf(platform, { a: attached, b: removed }, { a: grown, b: removed }),
        undefined,
      );
    });
  }

  it("leaves vSphere to the machine itself, whose inputs list its disks", () => {
    assert.equal(changeOf("vsphere", {}, { data: attached }), undefined);
  });

  it("tells on every platform of a disk that is new and removed at once", () => {
    for (const platform of ["vsphere", "aws", "azure"] as const) {
      const told = [["is new and removed at once, so the server does not get it"], []];
      assert.deepEqual(changeOf(platform, {}, { data: removed }), told);
    }
  });
});
