import assert from "node:assert/strict";
import {
  planConfigurations,
  planFilter,
  planPatches,
} from "../../../components/patching/azurePatching.plan.js";
import { patchProducts } from "../../../components/service/patchProducts.js";

const hours = { start: "05:00", durationMinutes: 180, timeZone: "Europe/Berlin" };
const window = { week: "third", weekday: "saturday", offsetDays: 0, ...hours } as const;
const schedule = { window };

describe("the plan of patching on Azure", () => {
  it("takes the servers of one owner, group, resource group and location only", () => {
    const group = { schedule, products: ["rhel-9", "debian-12"] as const };
    const scope = {
      owner: "library",
      location: "germanywestcentral",
      resourceGroup: "co-managed-library",
    };
    assert.deepEqual(planFilter("public", group, scope), {
      resourceTypes: ["Microsoft.Compute/virtualMachines"],
      resourceGroups: ["co-managed-library"],
      locations: ["germanywestcentral"],
      osTypes: ["Linux"],
      tagSettings: { filterOperator: "All", tags: { Owner: ["library"], PatchGroup: ["public"] } },
    });
  });

  it("installs what is critical or for security, of no database and no new release", () => {
    const patches = planPatches({ schedule, products: patchProducts });
    const wanted = ["Critical", "Security"];
    assert.equal(patches.rebootSetting, "IfRequired");
    assert.deepEqual(patches.windowsParameters, { classificationsToInclude: wanted });
    assert.deepEqual(patches.linuxParameters?.classificationsToInclude, wanted);
    const excluded: readonly string[] = patches.linuxParameters?.packageNameMasksToExclude ?? [];
    assert.ok(["postgresql*", "mysql*", "mariadb*"].every((mask) => excluded.includes(mask)));
  });

  it("says nothing of a system that the group does not have", () => {
    const patches = planPatches({ schedule, products: ["windows-server-2022"] });
    assert.deepEqual(Object.keys(patches), ["rebootSetting", "windowsParameters"]);
  });

  it("throws with the reason when Azure cannot keep the schedule", () => {
    const long = { window: { ...window, durationMinutes: 480 } };
    const plan = () => planConfigurations({ schedule: long, products: [] }, "2026-11-21");
    assert.throws(plan, /at most 235 of them; the window lasts 8 h/);
  });
});
