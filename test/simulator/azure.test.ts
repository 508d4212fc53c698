import * as assert from "node:assert/strict";
import type { JsonObject } from "../../simulator/core/json.js";
import type { Client, Known } from "./client.js";
import { azureDisk, azureMachine, azureSubnet, networkInterface, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const attach = (lun: number, disk: Known) => ({
  lun,
  createOption: "Attach",
  managedDisk: { id: disk.id },
});

describe("Azure", () => {
  const bench = new Bench();
  let azure: Client;
  let nic: Known;

  beforeEach(async () => {
    await bench.start();
    azure = await bench.azure();
    nic = await azure.create(tokens.networkInterface, networkInterface);
  });
  afterEach(() => bench.end().then(() => bench.renew()));

  const create = (changes: JsonObject = {}) =>
    azure.create(tokens.azureMachine, azureMachine(nic.id, changes));
  const storage = (disks: readonly JsonObject[], osDisk: JsonObject = {}): JsonObject => {
    const { storageProfile } = azureMachine(nic.id);
    const profile = Object(storageProfile);
    return {
      storageProfile: { ...profile, osDisk: { ...profile.osDisk, ...osDisk }, dataDisks: disks },
    };
  };
  const change = (machine: Known, changes: JsonObject) =>
    azure.update(tokens.azureMachine, machine, azureMachine(nic.id, changes));

  it("gives ids by name and addresses from the subnet, and creates nothing twice", async () => {
    const machine = await create();
    assert.match(
      machine.id,
      /^\/subscriptions\/2c2c[^/]+\/resourceGroups\/co-managed-base\/providers\/Microsoft.Compute\/virtualMachines\/lims-1$/,
    );
    assert.match(JSON.stringify(nic.properties.value["ipConfigurations"]), /"10\.122\.64\./);
    assert.match(await refusal(create()), /cannot create already existing resource/);
    assert.equal(bench.count(tokens.azureMachine), 1);
    assert.equal(bench.count(tokens.azureDisk), 1);
  });

  it("refuses what is not there", async () => {
    const at = (changes: JsonObject) =>
      refusal(
        azure.create(tokens.networkInterface, {
          ...networkInterface,
          networkInterfaceName: "n2",
          ...changes,
        }),
      );
    assert.match(await at({ resourceGroupName: "gone" }), /ResourceGroupNotFound/);
    const subnet = { id: `${azureSubnet}-gone` };
    assert.match(
      await at({ ipConfigurations: [{ name: "main", subnet }] }),
      /InvalidResourceReference/,
    );
    assert.match(await at({ location: "westeurope" }), /InvalidResourceReference/);
    assert.match(
      await refusal(create({ hardwareProfile: { vmSize: "Standard_Z9" } })),
      /VM size is not valid/,
    );
    const library = await bench.azure("3d3d3d3d-0000-4000-8000-000000000003");
    assert.match(
      await refusal(library.create(tokens.azureMachine, azureMachine(nic.id))),
      /InvalidResourceReference/,
    );
    assert.match(
      await refusal(bench.azure("00000000-0000-4000-8000-000000000000")),
      /SubscriptionNotFound/,
    );
  });

  it("refuses words that are not in its lists", async () => {
    const { failures } = await azure.check(tokens.azureDisk, {
      ...azureDisk,
      sku: { name: "fast" },
    });
    assert.deepEqual(
      failures.map(({ property }) => property),
      ["sku.name"],
    );
  });

  it("holds each disk in one lun of one machine", async () => {
    const disk = await azure.create(tokens.azureDisk, azureDisk);
    const other = await azure.create(tokens.azureDisk, { ...azureDisk, diskName: "lims-1_logs" });
    assert.match(
      await refusal(create(storage([attach(1, disk), attach(1, other)]))),
      /logical unit number 1/,
    );
    const machine = await create(storage([attach(1, disk)]));
    assert.match(await refusal(azure.delete(tokens.azureDisk, disk)), /is attached to VM/);
    const nic2 = await azure.create(tokens.networkInterface, {
      ...networkInterface,
      networkInterfaceName: "n2",
    });
    const { storageProfile = {} } = storage([attach(1, disk)], { name: "two_system" });
    const second = azureMachine(nic2.id, { vmName: "two", storageProfile });
    assert.match(await refusal(azure.create(tokens.azureMachine, second)), /currently owned by VM/);
    assert.match(
      await refusal(change(machine, storage([attach(1, other)]))),
      /dataDisk.managedDisk.id/,
    );
    const both = await change(machine, storage([attach(1, disk), attach(7, other)]));
    await change(both, storage([attach(7, other)]));
    await azure.delete(tokens.azureDisk, disk);
    assert.match(await refusal(azure.delete(tokens.azureDisk, other)), /is attached/);
  });

  it("grows disks and never shrinks them; the system disk not while the machine runs", async () => {
    const disk = await azure.create(tokens.azureDisk, azureDisk);
    const machine = await create(storage([attach(1, disk)]));
    const sized = (diskSizeGB: number) =>
      azure.update(tokens.azureDisk, disk, { ...azureDisk, diskSizeGB });
    assert.match(await refusal(sized(50)), /reduction is not supported/);
    assert.equal((await sized(200)).properties.value["diskSizeBytes"], 200 * 1024 ** 3);
    assert.match(await refusal(sized(5000)), /not attached to a running VM/);
    const grown = storage([attach(1, disk)], { diskSizeGB: 60 });
    assert.match(await refusal(change(machine, grown)), /when the VM is deallocated/);
  });

  it("refuses to change what counts at birth, and restarts for another size", async () => {
    const machine = await create();
    const { osProfile } = azureMachine(nic.id);
    const renamed = { osProfile: { ...Object(osProfile), adminUsername: "root2" } };
    assert.match(
      await refusal(change(machine, renamed)),
      /Changing property 'osProfile.adminUsername'/,
    );
    await change(machine, { hardwareProfile: { vmSize: "Standard_D2s_v5" } });
    assert.ok(bench.world().events.some(({ what }) => what === "reboot"));
    const known = await azure.diff(
      tokens.azureMachine,
      machine,
      azureMachine(nic.id, { location: "westeurope" }),
    );
    assert.deepEqual(known.replacesList, ["location"]);
  });

  it("keeps data disks and interfaces when a machine goes, and nothing when its group goes", async () => {
    const group = { resourceGroupName: "lab", location: "germanywestcentral" };
    const made = await azure.create(tokens.azureGroup, group);
    const disk = await azure.create(tokens.azureDisk, azureDisk);
    const machine = await create(storage([attach(1, disk)]));
    assert.match(await refusal(azure.delete(tokens.networkInterface, nic)), /NicInUse/);
    await azure.delete(tokens.azureMachine, machine);
    assert.equal(bench.count(tokens.azureDisk), 1);
    await azure.delete(tokens.networkInterface, nic);
    await azure.create(tokens.azureDisk, { ...azureDisk, resourceGroupName: "lab" });
    await azure.delete(tokens.azureGroup, made);
    assert.equal(bench.count(tokens.azureDisk), 1);
  });

  it("never tells the first password, and holds it to the rules", async () => {
    const windows = (adminPassword: string) => ({
      osProfile: {
        adminUsername: "comanaged",
        computerName: "lims-1",
        adminPassword,
        windowsConfiguration: { enableAutomaticUpdates: true },
      },
    });
    assert.match(await refusal(create(windows("short"))), /12-123 characters/);
    const inputs = azureMachine(nic.id, windows("Canary-Password-1"));
    const secrets = [["osProfile", "adminPassword"]];
    const machine = await azure.create(tokens.azureMachine, inputs, { secrets });
    assert.ok(!JSON.stringify(bench.world()).includes("Canary-Password-1"));
    const imported = await azure.read(tokens.azureMachine, { id: machine.id });
    assert.ok(!JSON.stringify(imported).includes("adminPassword"));
    assert.deepEqual((await azure.diff(tokens.azureMachine, machine, inputs)).detailed, {});
  });
});
