import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { azureConfiguration, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

describe("simulated maintenance configurations", () => {
  const bench = new Bench();
  let client: Client;
  before(async () => {
    await bench.start();
    client = await bench.azure();
  });
  after(() => bench.end());

  let made = 0;
  const create = (changes: JsonObject) => {
    made += 1;
    const inputs = { ...azureConfiguration, resourceName: `made-${made}`, ...changes };
    return client.create(tokens.azureConfiguration, inputs);
  };

  it("refuse what Azure does not keep", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ duration: "04:00" }, /between 01:30 and 03:55/],
      [{ duration: "01:29" }, /between 01:30 and 03:55/],
      [{ duration: "3h" }, /between 01:30 and 03:55/],
      [{ timeZone: "Europe/Berlin" }, /not a time zone of Windows/],
      [{ recurEvery: "Month" }, /not a recurrence/],
      [{ recurEvery: "Month Fifth Tuesday" }, /not a recurrence/],
      [{ recurEvery: "Month Third Tuesday Offset7" }, /not a recurrence/],
      [{ recurEvery: "Monthly" }, /not a recurrence/],
      [{ startDateTime: "2025-12-31 05:00" }, /current date or a future date/],
      [{ startDateTime: "2026-12-15T05:00" }, /must be dates/],
      [{ expirationDateTime: "2026-12-15 05:00" }, /after the start/],
      [{ extensionProperties: {} }, /Patch mode/],
      [
        { installPatches: { linuxParameters: { classificationsToInclude: ["FeaturePack"] } } },
        /no classification of linuxParameters/,
      ],
      [{ resourceGroupName: "gone" }, /ResourceGroupNotFound/],
    ];
    for (const [change, reason] of cases) {
      assert.match(await refusal(create(change)), reason, JSON.stringify(change));
    }
    const { failures } = await client.check(tokens.azureConfiguration, {
      ...azureConfiguration,
      maintenanceScope: "Guest",
    });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["maintenanceScope"],
    );
  });

  it("refuse the same when they change, and are replaced for their place only", async () => {
    const one = await create({});
    const change = (changes: JsonObject): JsonObject => ({
      ...azureConfiguration,
      resourceName: `made-${made}`,
      ...changes,
    });
    const late = client.update(tokens.azureConfiguration, one, change({ duration: "05:00" }));
    assert.match(await refusal(late), /InvalidMaintenanceWindow/);
    await client.update(tokens.azureConfiguration, one, change({ duration: "02:00" }));
    const moved = await client.diff(tokens.azureConfiguration, one, change({ resourceName: "x1" }));
    assert.deepEqual(moved.replacesList, ["resourceName"]);
  });

  it("are assigned in a subscription under a name that it has once", async () => {
    const one = await create({});
    const inputs = (changes: JsonObject): JsonObject => ({
      configurationAssignmentName: "production",
      maintenanceConfigurationId: one.id,
      filter: { resourceTypes: ["Microsoft.Compute/virtualMachines"], osTypes: ["Linux"] },
      ...changes,
    });
    const assign = (changes: JsonObject) =>
      client.create(tokens.assignment, inputs({ ...changes }));
    assert.match(
      await refusal(assign({ maintenanceConfigurationId: `${one.id}-gone` })),
      /InvalidResourceReference/,
    );
    assert.match(await refusal(assign({ filter: { osTypes: ["BSD"] } })), /BSD/);
    assert.match(await refusal(assign({ filter: { resourceTypes: ["VM"] } })), /VM/);
    const assigned = await assign({});
    assert.equal(
      assigned.id,
      "/subscriptions/2c2c2c2c-0000-4000-8000-000000000002/providers/Microsoft.Maintenance/configurationAssignments/production",
    );
    assert.match(await refusal(assign({})), /already existing/);
    const found = await client.invoke(
      "azure-native:maintenance:getConfigurationAssignmentsForSubscription",
      { configurationAssignmentName: "production" },
    );
    assert.equal(JSON.stringify(found).includes(one.id), true);
    const host = await create({ maintenanceScope: "Host", duration: "05:00" });
    const wrong = assign({
      configurationAssignmentName: "host",
      maintenanceConfigurationId: host.id,
    });
    assert.match(await refusal(wrong), /InGuestPatch only/);
    await client.delete(tokens.assignment, assigned);
    await assign({});
  });
});
