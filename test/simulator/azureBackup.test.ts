import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client } from "./client.js";
import { azureMachine, networkInterface, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const group = "co-managed-base";
const at = { resourceGroupName: group, vaultName: "safe" };

const vault = (
  name: string,
  { state = "Unlocked", softDelete = "Enabled", storage = "GeoRedundant", across = "Enabled" } = {},
): JsonObject => ({
  ...{ resourceGroupName: group, vaultName: name, location: "germanywestcentral" },
  sku: { name: "RS0", tier: "Standard" },
  properties: {
    redundancySettings: { standardTierStorageRedundancy: storage, crossRegionRestore: across },
    securitySettings: {
      immutabilitySettings: { state },
      softDeleteSettings: { softDeleteState: softDelete },
    },
  },
});

const time = "2026-01-01T00:30:00Z";
const kept = (count: number, at = time) => ({
  retentionTimes: [at],
  retentionDuration: { count, durationType: "Days" },
});
const policy = (name: string, changes: JsonObject = {}): JsonObject => ({
  ...{ ...at, policyName: name },
  properties: {
    ...{ backupManagementType: "AzureIaasVM", policyType: "V2", timeZone: "UTC" },
    schedulePolicy: {
      schedulePolicyType: "SimpleSchedulePolicyV2",
      scheduleRunFrequency: "Daily",
      dailySchedule: { scheduleRunTimes: [time] },
    },
    retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", dailySchedule: kept(30) },
    ...changes,
  },
});
const keeping = (days: number) => ({
  retentionPolicy: { retentionPolicyType: "LongTermRetentionPolicy", dailySchedule: kept(days) },
});

describe("simulated Azure Backup", () => {
  const bench = new Bench();
  let client: Client;
  let machine: string;
  const nameOf = `iaasvmcontainerv2;${group};lims-1`;
  const item = (policyId: string, changes: JsonObject = {}): JsonObject => ({
    ...at,
    fabricName: "Azure",
    containerName: `iaasvmcontainer;${nameOf}`,
    protectedItemName: `vm;${nameOf}`,
    properties: {
      protectedItemType: "Microsoft.Compute/virtualMachines",
      sourceResourceId: machine,
      policyId,
    },
    ...changes,
  });

  before(async () => {
    await bench.start();
    client = await bench.azure();
    const card = await client.create(tokens.networkInterface, networkInterface);
    const trusted = { securityProfile: { securityType: "TrustedLaunch" } };
    machine = (await client.create(tokens.azureMachine, azureMachine(card.id, trusted))).id;
  });
  after(() => bench.end());

  it("locks no vault at its birth, and takes no lock back", async () => {
    const born = client.create(tokens.recoveryVault, vault("hasty", { state: "Locked" }));
    assert.match(await refusal(born), /Unlocked/);
    const made = await client.create(tokens.recoveryVault, vault("slow"));
    const locked = vault("slow", { state: "Locked", softDelete: "AlwaysON" });
    const after = await client.update(tokens.recoveryVault, made, locked);
    for (const back of [{ state: "Unlocked", softDelete: "AlwaysON" }, { state: "Locked" }]) {
      const undone = client.update(tokens.recoveryVault, after, vault("slow", back));
      assert.match(await refusal(undone), /irreversible/);
    }
  });

  it("keeps machines in one vault, of their location, with a policy that takes them", async () => {
    const made = await client.create(tokens.recoveryVault, vault("safe"));
    const gone = client.create(tokens.protectionPolicy, { ...policy("any"), vaultName: "gone" });
    assert.match(await refusal(gone), /vaults\/gone' under resource group/);
    for (const [changes, reason] of [
      [{ timeZone: "Europe/Berlin" }, /not a time zone/],
      [keeping(6), /between 7 and 9999/],
      [
        {
          retentionPolicy: {
            retentionPolicyType: "LongTermRetentionPolicy",
            dailySchedule: kept(30, "2026-01-01T01:00:00Z"),
          },
        },
        /must be those of the schedule/,
      ],
    ] satisfies [JsonObject, RegExp][]) {
      const odd = client.create(tokens.protectionPolicy, policy("odd", changes));
      assert.match(await refusal(odd), reason);
    }
    const standard = await client.create(tokens.protectionPolicy, policy("standard"));
    const old = await client.create(tokens.protectionPolicy, policy("old", { policyType: "V1" }));
    const create = (inputs: JsonObject) => client.create(tokens.protectedItem, inputs);
    assert.match(await refusal(create(item(`${standard.id}x`))), /was not found/);
    assert.match(await refusal(create(item(old.id))), /Trusted Launch/);
    const odd = create(item(standard.id, { containerName: "iaasvmcontainer;other" }));
    assert.match(await refusal(odd), /must be those of/);
    const protectedOne = await create(item(standard.id));
    await client.create(tokens.recoveryVault, vault("second"));
    const second = await client.create(tokens.protectionPolicy, {
      ...policy("standard"),
      vaultName: "second",
    });
    const twice = create({ ...item(second.id), vaultName: "second" });
    assert.match(await refusal(twice), /protected already/);

    const shorter = await client.create(tokens.protectionPolicy, policy("short", keeping(10)));
    const less = client.update(tokens.protectedItem, protectedOne, item(shorter.id));
    assert.match(await refusal(less), /less retention/);
    const cut = client.update(tokens.protectionPolicy, standard, policy("standard", keeping(20)));
    assert.match(await refusal(cut), /cannot be reduced/);
    const longer = await client.create(tokens.protectionPolicy, policy("long", keeping(90)));
    const raised = await client.update(tokens.protectedItem, protectedOne, item(longer.id));
    assert.match(await refusal(client.delete(tokens.protectionPolicy, longer)), /associated with/);
    await client.delete(tokens.protectionPolicy, standard);

    const local = vault("safe", { storage: "LocallyRedundant", across: "Disabled" });
    assert.match(await refusal(client.update(tokens.recoveryVault, made, local)), /registered/);
    assert.match(await refusal(client.delete(tokens.recoveryVault, made)), /backup items/);
    assert.match(await refusal(client.delete(tokens.protectedItem, raised)), /not allowed/);
    const open = await client.update(
      tokens.recoveryVault,
      made,
      vault("safe", { state: "Disabled" }),
    );
    await client.delete(tokens.protectedItem, raised);
    await client.delete(tokens.recoveryVault, open);
  });

  it("takes no machine from another location", async () => {
    const away = { ...vault("away"), location: "westeurope" };
    await client.create(tokens.recoveryVault, away);
    const made = await client.create(tokens.protectionPolicy, {
      ...policy("standard"),
      vaultName: "away",
    });
    const far = client.create(tokens.protectedItem, { ...item(made.id), vaultName: "away" });
    assert.match(await refusal(far), /must be in one region/);
  });
});
