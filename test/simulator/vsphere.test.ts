import * as assert from "node:assert/strict";
import { causeDrift } from "../../simulator/core/control.js";
import { type JsonObject, textAt } from "../../simulator/core/json.js";
import { unknownValue } from "../../simulator/core/wire.js";
import type { Client } from "./client.js";
import { debianTemplate, machine, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const lookUp = "vsphere:index/getVirtualMachine:getVirtualMachine";

describe("simulated vSphere", () => {
  const bench = new Bench();
  let vcenter: Client;
  before(async () => {
    await bench.start();
    vcenter = await bench.vsphere();
  });
  after(() => bench.end());

  const vetoes: [string, JsonObject, RegExp][] = [
    ["no network card", { networkInterfaces: [] }, /network_interface/],
    ["no disk", { disks: [] }, /one or more disks/],
    [
      "a label twice",
      {
        disks: [
          { label: "a", size: 40, unitNumber: 0 },
          { label: "a", size: 40, unitNumber: 1 },
        ],
      },
      /duplicate name a/,
    ],
    [
      "a unit twice",
      {
        disks: [
          { label: "a", size: 40, unitNumber: 0 },
          { label: "b", size: 40, unitNumber: 0 },
        ],
      },
      /duplicate scsi unit number 0/,
    ],
    ["no disk at unit 0", { disks: [{ label: "a", size: 40, unitNumber: 1 }] }, /unit_number of 0/],
    [
      "a unit beyond its controllers",
      { disks: [{ label: "a", size: 40, unitNumber: 15 }] },
      /too high/,
    ],
    ["a disk below the template's", { disks: [{ label: "a", size: 19 }] }, /at least 20 GiB/],
    ["another guest than the template's", { guestId: "rhel9_64Guest" }, /invalid guest ID/],
    ["an unknown template", { clone: { templateUuid: "4230" } }, /cannot locate/],
    ["a data center without OVF", { datacenterId: "datacenter-3" }, /OVF template/],
  ];
  for (const [what, change, reason] of vetoes) {
    it(`vetoes ${what} at preview`, async () => {
      const work = vcenter.create(tokens.machine, machine("vetoed", change), { preview: true });
      assert.match(await refusal(work), reason);
    });
  }

  it("previews a machine whose template is not known yet", async () => {
    const inputs = machine("later", {
      clone: { templateUuid: unknownValue },
      guestId: unknownValue,
    });
    const { properties } = await vcenter.create(tokens.machine, inputs, { preview: true });
    assert.equal(properties.value["uuid"], unknownValue);
  });

  it("refuses at apply what points at nothing, and a name that its folder has", async () => {
    const cases: [JsonObject, RegExp][] = [
      [{ resourcePoolId: "resgroup-0" }, /cannot locate resource pool/],
      [{ datastoreId: "datastore-0" }, /cannot locate datastore/],
      [{ networkInterfaces: [{ networkId: "dvportgroup-0" }] }, /cannot locate network/],
      [{ folder: "nowhere" }, /folder 'nowhere' not found/],
      [{ tags: ["urn:vmomi:InventoryServiceTag:0:GLOBAL"] }, /could not locate tag/],
      [{ customAttributes: { "99999": "x" } }, /not found/],
    ];
    for (const [change, reason] of cases) {
      const work = vcenter.create(tokens.machine, machine("refused", change));
      assert.match(await refusal(work), reason);
    }
    await vcenter.create(tokens.machine, machine("twin"));
    const twin = vcenter.create(tokens.machine, machine("twin"));
    assert.match(await refusal(twin), /The name 'twin' already exists/);
  });

  it("replaces on everything below clone, but for the two exceptions", async () => {
    const made = await vcenter.create(tokens.machine, machine("cloned"));
    const changed = async (clone: JsonObject) => {
      const news = machine("cloned", { clone: { templateUuid: debianTemplate, ...clone } });
      return (await vcenter.diff(tokens.machine, made, news)).replacesList;
    };
    const options = { computerName: "a", adminPassword: "changed" };
    assert.deepEqual(await changed({ customize: { windowsOptions: options } }), ["clone"]);
    assert.match(await refusal(changed({ linkedClone: true })), /exactly 20 GiB/);
    assert.deepEqual(await changed({ timeout: 90 }), []);
    const ignored = await vcenter.diff(
      tokens.machine,
      made,
      machine("cloned", { clone: { templateUuid: "other" } }),
      ["clone"],
    );
    assert.deepEqual(ignored.detailed, {});
  });

  it("tells at which disk something changes", async () => {
    const made = await vcenter.create(tokens.machine, machine("disks"));
    const disks = [
      { label: "system", unitNumber: 0, size: 40 },
      { label: "data", unitNumber: 1, size: 150, keepOnRemove: true },
      { label: "log", unitNumber: 2, size: 10 },
    ];
    const { detailed } = await vcenter.diff(tokens.machine, made, machine("disks", { disks }));
    assert.deepEqual(detailed, { "disks[1].size": 4, "disks[2]": 0 });
    const smaller = [{ label: "system", unitNumber: 0, size: 30 }, ...disks.slice(1)];
    const shrink = vcenter.diff(tokens.machine, made, machine("disks", { disks: smaller }));
    assert.match(await refusal(shrink), /cannot be shrunk \(old: 40 new: 30\)/);
  });

  it("keeps a disk by its label, detaches a kept one, loses the data of another", async () => {
    const made = await vcenter.create(tokens.machine, machine("labels"));
    const [first] = objects(made.properties.value["disks"]);
    const disks = [
      { label: "system", unitNumber: 0, size: 40 },
      { label: "new", unitNumber: 1, size: 5 },
    ];
    const changed = await vcenter.update(tokens.machine, made, machine("labels", { disks }));
    assert.equal(objects(changed.properties.value["disks"])[0]?.["uuid"], first?.["uuid"]);
    const left = bench.world().objects.filter((o) => o.properties["formerMachine"] === made.id);
    assert.deepEqual(
      left.map(({ properties }) => properties["label"]),
      ["data"],
    );
    await vcenter.update(tokens.machine, changed, machine("labels", { disks: disks.slice(0, 1) }));
    assert.deepEqual(
      events("labels")
        .filter(({ what }) => what === "dataLoss")
        .map((e) => e.detail),
      ["new"],
    );
  });

  const changes: [string, JsonObject, JsonObject, string | undefined][] = [
    ["more CPUs with hot-add", { cpuHotAddEnabled: true }, { numCpus: 4 }, undefined],
    ["more CPUs without hot-add", {}, { numCpus: 4 }, "numCpus"],
    ["fewer CPUs", { cpuHotAddEnabled: true, numCpus: 4 }, { numCpus: 2 }, "numCpus"],
    [
      "hot-add and CPUs at once",
      {},
      { numCpus: 4, cpuHotAddEnabled: true },
      "cpuHotAddEnabled, numCpus",
    ],
    ["more memory with hot-add", { memoryHotAddEnabled: true }, { memory: 8192 }, undefined],
    ["less memory", { memoryHotAddEnabled: true }, { memory: 2048 }, "memory"],
    ["a setting", {}, { extraConfig: { a: "1" } }, "extraConfig"],
    [
      "a soft setting",
      {},
      { extraConfig: { a: "1" }, extraConfigRebootRequired: false },
      undefined,
    ],
    ["a note", {}, { annotation: "hello" }, undefined],
  ];
  for (const [what, born, change, reboot] of changes) {
    it(`${reboot ? "restarts" : "does not restart"} for ${what}`, async () => {
      const name = `restart ${what}`;
      const made = await vcenter.create(tokens.machine, machine(name, born));
      await vcenter.update(tokens.machine, made, machine(name, { ...born, ...change }));
      const reboots = events(name).filter((event) => event.what === "reboot");
      assert.deepEqual(
        reboots.map(({ detail }) => detail),
        reboot ? [`${reboot} (shut down)`] : [],
      );
    });
  }

  it("asks the guest before it restarts a machine, and cuts the power of one without tools", async () => {
    const { machine: kind } = tokens;
    const born = machine("gentle", { forcePowerOff: false });
    const less = { ...born, memory: 2048 };
    const made = await vcenter.create(kind, born);
    const drift = (set: JsonObject) => causeDrift(bench.port, { kind, id: made.id, set });
    await drift({ guestIgnoresShutdown: true });
    assert.match(await refusal(vcenter.update(kind, made, less)), /waiting for guest shutdown/);
    await vcenter.update(kind, made, { ...less, forcePowerOff: true });
    await drift({ vmwareToolsStatus: "guestToolsNotRunning" });
    await vcenter.update(kind, made, { ...born, memory: 1024 });
    const reboots = events("gentle").filter(({ what }) => what === "reboot");
    assert.deepEqual(
      reboots.map(({ detail }) => detail),
      ["memory (power cut)", "memory (power cut)"],
    );
  });

  it("leaves a machine that did not come up, and says so", async () => {
    const bios = machine("bios", { firmware: "bios" });
    assert.match(await refusal(vcenter.create(tokens.machine, bios)), /does not boot/);
    const customize = { linuxOptions: { hostName: "a", domain: "example.edu" } };
    const clone = { templateUuid: debianTemplate, customize };
    const cards = vcenter.create(tokens.machine, machine("cards", { clone }));
    assert.match(await refusal(cards), /NicSettingMismatch/);
    const found = await vcenter.invoke(lookUp, { name: "cards" });
    assert.equal(found["name"], "cards");
  });

  it("keeps tags in their categories", async () => {
    const category = await vcenter.create(tokens.category, {
      name: "data level",
      cardinality: "SINGLE",
      associableTypes: ["VirtualMachine"],
    });
    const inputs = (name: string) => ({ name, categoryId: category.id });
    const one = await vcenter.create(tokens.tag, inputs("1"));
    const two = await vcenter.create(tokens.tag, inputs("2"));
    assert.match(await refusal(vcenter.create(tokens.tag, inputs("1"))), /ALREADY_EXISTS/);
    const both = vcenter.create(tokens.machine, machine("tagged", { tags: [one.id, two.id] }));
    assert.match(await refusal(both), /SINGLE/);
    const folder = { path: "tagged", type: "vm", tags: [one.id] };
    assert.match(await refusal(vcenter.create(tokens.folder, folder)), /not for Folder/);
    assert.match(await refusal(vcenter.delete(tokens.category, category)), /in use by 2 tags/);
    const same = { name: "data level", cardinality: "SINGLE", associableTypes: ["Folder"] };
    assert.match(await refusal(vcenter.create(tokens.category, same)), /ALREADY_EXISTS/);
    const id = JSON.stringify({ category_name: "data level", tag_name: "2" });
    assert.equal((await vcenter.read(tokens.tag, { id })).id, two.id);
    const tagged = await vcenter.create(tokens.machine, machine("tagged", { tags: [one.id] }));
    await vcenter.delete(tokens.tag, one);
    const read = await vcenter.read(tokens.machine, tagged);
    assert.deepEqual(read.properties.value["tags"], []);
  });

  it("builds folders one below the other and removes only empty ones", async () => {
    const deep = vcenter.create(tokens.folder, { path: "a/b", type: "vm" });
    assert.match(await refusal(deep), /folder 'a' not found/);
    const outer = await vcenter.create(tokens.folder, { path: "a", type: "vm" });
    await vcenter.create(tokens.folder, { path: "a/b", type: "vm" });
    const twice = vcenter.create(tokens.folder, { path: "a", type: "vm" });
    assert.match(await refusal(twice), /already exists/);
    assert.match(await refusal(vcenter.delete(tokens.folder, outer)), /not empty/);
    const made = await vcenter.create(tokens.machine, machine("inside", { folder: "a/b" }));
    await vcenter.update(tokens.folder, outer, { path: "c", type: "vm" });
    const moved = await vcenter.read(tokens.machine, { id: "/dc-main/vm/c/b/inside" });
    assert.equal(moved.id, made.id);
  });

  it("imports a machine by its path or its managed object, and not by its UUID", async () => {
    const { id, properties } = await vcenter.create(tokens.machine, machine("found"));
    const moid = textAt(properties.value, "moid") ?? "";
    for (const known of ["/dc-main/vm/found", moid, `VirtualMachine:${moid}`]) {
      assert.equal((await vcenter.read(tokens.machine, { id: known })).id, id);
    }
    assert.equal((await vcenter.read(tokens.machine, { id })).id, "");
  });

  it("imports a role by its number, and not by its name", async () => {
    const token = "vsphere:index/role:Role";
    const role = { name: "Co-managed customer", rolePrivileges: ["VirtualMachine.State.X"] };
    const made = await vcenter.create(token, role);
    assert.equal((await vcenter.read(token, { id: made.id })).id, made.id);
    assert.equal((await vcenter.read(token, { id: role.name })).id, "");
  });

  it("imports a machine by its path, and its clone block then means nothing", async () => {
    const made = await vcenter.create(tokens.machine, machine("imported"));
    const known = await vcenter.read(tokens.machine, { id: "/dc-main/vm/imported" });
    assert.equal(known.id, made.id);
    assert.equal(known.properties.value["imported"], true);
    const { detailed, replacesList } = await vcenter.diff(
      tokens.machine,
      known,
      machine("imported"),
    );
    assert.deepEqual([detailed, replacesList], [{}, []]);
    const again = await vcenter.read(tokens.machine, known);
    assert.equal(again.properties.value["imported"], true);
    const noted = machine("imported", { annotation: "ours" });
    const updated = await vcenter.update(tokens.machine, known, noted);
    assert.equal(updated.properties.value["imported"], true);
    assert.deepEqual((await vcenter.diff(tokens.machine, updated, noted)).detailed, {});
    assert.equal((await vcenter.read(tokens.machine, { id: "/dc-main/vm/nobody" })).id, "");
  });

  it("tells the settings that are asked for, and no others", async () => {
    const extraConfig = { "guestinfo.key": "chemistry/prod/lims", "guestinfo.other": "x" };
    await vcenter.create(tokens.machine, machine("settings", { extraConfig }));
    const asked = { "guestinfo.key": "", "guestinfo.absent": "" };
    const found = await vcenter.invoke(lookUp, { name: "settings", extraConfig: asked });
    assert.deepEqual(found["extraConfig"], { "guestinfo.key": "chemistry/prod/lims" });
    assert.match(
      await refusal(vcenter.invoke(lookUp, { name: "nobody" })),
      /vm 'nobody' not found/,
    );
  });

  it("shows what others put on a machine at a refresh, and an update leaves it there", async () => {
    const ours = await vcenter.create(tokens.attribute, { name: "ours" });
    const veeam = { id: "901" };
    const inputs = machine("shared", { customAttributes: { [ours.id]: "1" } });
    const made = await vcenter.create(tokens.machine, inputs);
    const customAttributes = { [ours.id]: "1", [veeam.id]: "yesterday" };
    const { machine: kind } = tokens;
    await causeDrift(bench.port, { kind, id: made.id, set: { customAttributes, numCpus: 8 } });
    const noted = machine("shared", { customAttributes: { [ours.id]: "2" }, annotation: "x" });
    const updated = await vcenter.update(kind, made, noted);
    assert.deepEqual(updated.properties.value["customAttributes"], {
      [ours.id]: "2",
      [veeam.id]: "yesterday",
    });
    assert.equal(updated.properties.value["numCpus"], 8);
    const foreign = { [`customAttributes["${veeam.id}"]`]: 2 };
    assert.deepEqual((await vcenter.diff(kind, updated, noted)).detailed, foreign);
    const seen = await vcenter.read(kind, updated);
    const { detailed } = await vcenter.diff(kind, seen, noted);
    assert.deepEqual(detailed, { ...foreign, numCpus: 4 });
    await causeDrift(bench.port, { kind, id: made.id, remove: true });
    assert.equal((await vcenter.read(kind, made)).id, "");
  });

  it("gives rights on what is there, to each group once, and tells the rights of others", async () => {
    const { entityPermissions: kind } = tokens;
    const folder = await vcenter.create(tokens.folder, { path: "rights", type: "vm" });
    const permission = {
      userOrGroup: "EXAMPLE\\lab",
      isGroup: true,
      propagate: true,
      roleId: "-2",
    };
    const inputs = { entityId: folder.id, entityType: "Folder", permissions: [permission] };
    const twice = [permission, { ...permission, userOrGroup: "example\\LAB" }];
    for (const [change, reason] of [
      [{ entityId: "group-v0" }, /already been deleted/],
      [{ permissions: [{ ...permission, roleId: "77" }] }, /cannot locate role/],
      [{ permissions: twice }, /repeated/],
    ] as const) {
      assert.match(await refusal(vcenter.create(kind, { ...inputs, ...change })), reason);
    }
    const made = await vcenter.create(kind, inputs);
    assert.equal(made.id, folder.id);
    const backup = { ...permission, userOrGroup: "EXAMPLE\\backup" };
    const permissions = [permission, backup];
    await causeDrift(bench.port, { kind, id: made.id, set: { permissions } });
    const seen = await vcenter.read(kind, made);
    assert.deepEqual(seen.inputs.value["permissions"], permissions);
  });

  it("grows no disk below a snapshot, and loses snapshots with their machine", async () => {
    const held = machine("held");
    const made = await vcenter.create(tokens.machine, held);
    const inputs = {
      virtualMachineUuid: made.id,
      ...{ snapshotName: "a", description: "b", memory: false, quiesce: true },
    };
    const first = await vcenter.create(tokens.snapshot, inputs);
    const second = await vcenter.create(tokens.snapshot, inputs);
    assert.notEqual(first.id, second.id);
    const disks = [
      { label: "system", unitNumber: 0, size: 41 },
      { label: "data", unitNumber: 1, size: 100, keepOnRemove: true },
    ];
    const grow = () => vcenter.update(tokens.machine, made, { ...held, disks });
    await vcenter.delete(tokens.snapshot, first);
    assert.match(await refusal(grow()), /Disk "?system"? has snapshots/);
    await vcenter.delete(tokens.snapshot, second);
    const grown = await grow();
    await causeDrift(bench.port, {
      ...{ kind: tokens.machine, id: made.id },
      set: { vmwareToolsStatus: "guestToolsNotRunning" },
    });
    assert.match(await refusal(vcenter.create(tokens.snapshot, inputs)), /quiescing/);
    const rough = await vcenter.create(tokens.snapshot, { ...inputs, quiesce: false });
    await vcenter.delete(tokens.machine, { ...made, properties: grown.properties });
    assert.equal((await vcenter.read(tokens.snapshot, rough)).id, "");
  });

  function events(name: string) {
    const { objects: all } = bench.world();
    return all.find(({ properties }) => properties["name"] === name)?.history ?? [];
  }
});

function objects(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}
