import assert from "node:assert/strict";
import {
  type AzureRecoveryPoint,
  azureBirthOf,
} from "../../../components/server/azureBirth.plan.js";
import { azurePointOf } from "../../../components/service/backup/azurePoint.js";
import { diskSlot } from "../../../components/service/diskSlots.js";

const idOf = (machine: string, name = "4711") => {
  const item = `iaasvmcontainerv2;co-managed-chemistry;${machine}`;
  return `/subscriptions/33333333-3333-4333-8333-333333333333/resourceGroups/co-managed-chemistry-backups/providers/Microsoft.RecoveryServices/vaults/chemistry-backups/backupFabrics/Azure/protectionContainers/iaasvmcontainer;${item}/protectedItems/vm;${item}/recoveryPoints/${name}`;
};

const disk = { sizeGiB: 40, tier: "standard" } as const;
const heir = {
  ...{ name: "db", owner: "chemistry", names: ["db", "db-before"] },
  disks: { system: disk, data: disk, logs: disk, old: { ...disk, removed: true } },
};
const taken = "2026-11-20T00:12:00Z";
const restore = { source: "db", point: idOf("db"), taken, generation: 2 };

function pointsOf(machine: string, more: Partial<AzureRecoveryPoint> = {}) {
  const id = idOf(machine);
  const point = azurePointOf(id);
  assert.ok(point !== undefined, `${id} is a recovery point`);
  const owned = { isAcross: false, owner: "chemistry", isDeleted: false };
  return new Map([[id, { point, ...owned, ...more }]]);
}

function whyNot(machine: string, more: Partial<AzureRecoveryPoint> = {}): string {
  const found = azureBirthOf(
    { ...heir, restore: { ...restore, point: idOf(machine) } },
    pointsOf(machine, more),
  );
  return found.kind === "unsound" ? found.why.join("\n") : "";
}

function birthOf(more: Partial<Parameters<typeof azureBirthOf>[0]>) {
  const found = azureBirthOf({ ...heir, ...more }, pointsOf("db"));
  assert.ok(found.kind === "sound", JSON.stringify(found));
  return found.birth;
}

describe("what starts from recovery points of Azure", () => {
  it("is every disk that is there, at the place that its label says", () => {
    const { brought, isBorn, yielding } = birthOf({ restore });
    assert.deepEqual(
      brought.map(({ places }) => places),
      [{ system: "system", data: diskSlot("data"), logs: diskSlot("logs") }],
    );
    assert.equal(isBorn, false);
    assert.deepEqual(yielding, ["data", "logs"]);
    assert.equal(birthOf({ restore, generation: 2 }).isBorn, true);
    const less = birthOf({ restore: { ...restore, without: ["logs"] } });
    assert.deepEqual(less.yielding, ["data"]);
  });

  it("is one disk beside the others, which yield nothing", () => {
    const restoredDisks = {
      logs: { of: "data", point: idOf("db"), taken },
      data: { of: "system", point: idOf("db"), taken },
    };
    const { brought, yielding } = birthOf({ restoredDisks });
    assert.deepEqual(
      brought.map(({ key, places }) => [key, places[key]]),
      [
        ["logs", diskSlot("data")],
        ["data", "system"],
      ],
    );
    assert.deepEqual(yielding, []);
  });

  it("is no backup of another machine or customer, none that is deleted, and none to come", () => {
    assert.equal(whyNot("db"), "");
    assert.equal(whyNot("DB-before"), "");
    assert.match(whyNot("web"), /a backup of web of chemistry, and not of db of chemistry/);
    assert.match(whyNot("db", { owner: "library" }), /a backup of db of library/);
    assert.match(whyNot("db", { isDeleted: true }), /were deleted and end within days/);
    assert.match(
      whyNot("db", { last: "2026-11-19T00:12:00Z" }),
      /newest backup of db was taken at/,
    );
    assert.equal(whyNot("db", { last: "2026-11-20T00:11:30Z" }), "");
  });

  it("is named by the resource id of a recovery point and nothing else", () => {
    assert.equal(azurePointOf(idOf("db"))?.machine, "db");
    assert.equal(azurePointOf("ami-0a1b2c3d4e5f60718"), undefined);
    assert.equal(azurePointOf(idOf("db").replace("/recoveryPoints/4711", "")), undefined);
    assert.equal(azurePointOf(idOf("a;b")), undefined);
  });
});
