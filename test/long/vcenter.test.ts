import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { causeDrift } from "../../simulator/core/control.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { type Ground, openGround } from "../engine/ground.js";
import { watchedRun } from "../engine/watchedRun.js";
import { machineNamed } from "../engine/worldOf.js";

const stackName = "vcenter";
const snapshot =
  "    snapshots: { before: { purpose: Upgrade, owner: Wei Li, until: 2026-12-01 } }\n";
const estate = `asOf: 2026-11-21
customer:
  name: Virtual Laboratory
  owner: virtual
  costCenter: "1-1"
  contact: virtual@example.edu
  group: EXAMPLE\\virtual-servers
patchGroups: { all: { window: patch-week-thursday-night } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  v-db:
    service: lims
    platform: vsphere
    image: debian-12
    network: dc-chemistry
${snapshot}    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB, tier: fast } }
`;

/** The catalog of the repository with a content library and a storage policy. */
const offered: readonly (readonly [string, string])[] = [
  ["vsphere: { template: tpl-debian-12 }", "vsphere: { library: images, item: debian-12 }"],
  [
    "    customization:\n",
    "    storagePolicies: { fast: sp-fast-encrypted }\n    customization:\n",
  ],
];

describe("an estate in a vCenter that others use as well", function () {
  this.timeout(120_000);
  let ground: Ground;
  let stack: Stack;

  const write = (text: string) => writeFile(join(ground.stacks, `${stackName}.estate.yaml`), text);
  const one = (kind: string): SeenObject => {
    const found = readWorld(ground.world).objects.filter((object) =>
      object.kind.endsWith(`:${kind}`),
    );
    const own = found.filter(
      ({ properties }) => !JSON.stringify(properties).includes("comanaged/site"),
    );
    assert.equal(own.length, 1, `there is not one ${kind}`);
    return own[0] ?? assert.fail();
  };
  const drift = ({ kind, id }: SeenObject, set: Parameters<typeof causeDrift>[1]["set"]) =>
    causeDrift(ground.simulator.port, { kind, id, ...(set && { set }) });
  const refused = async () => {
    const { failed, told } = await watchedRun(stack, "preview");
    assert.ok(failed);
    return told.join("\n");
  };

  before(async () => {
    ground = await openGround({ names: [stackName] });
    const file = join(ground.stacks, "catalog.yaml");
    let catalog = await readFile(file, "utf8");
    for (const [from, to] of offered) {
      assert.ok(catalog.includes(from));
      catalog = catalog.replace(from, to);
    }
    await writeFile(file, catalog);
    await write(estate);
    await run(await ground.open("site"), "up");
    stack = await ground.open(stackName);
    await run(stack, "up");
  });

  after(() => ground.close());

  it("comes up from a library, with the policy of its tier, and a second preview is empty", async () => {
    assert.ok(isEmpty(await run(stack, "preview")));
    const { properties } = machineNamed(ground.world, "v-db");
    assert.deepEqual(Object(properties["clone"]).templateUuid, "item-1");
    const disks = policiesOf(properties["disks"]);
    assert.deepEqual(disks["data"], "policy-gold");
    assert.deepEqual(disks["system"], "");
    assert.equal(properties["guestId"], "debian12_64Guest");
    const taken = one("VirtualMachineSnapshot").properties;
    assert.equal(taken["snapshotName"], "comanaged/vcenter/v-db/snapshot-before");
    assert.equal(taken["description"], "Upgrade (Wei Li)");
  });

  it("leaves what others write on its machines and its folder, whatever changes", async () => {
    const machine = machineNamed(ground.world, "v-db");
    const attributes = { ...Object(machine.properties["customAttributes"]), "901": "yesterday" };
    // Which of the site's attributes has the lower id is chance.
    const values = new Set(["vcenter", "comanaged/vcenter/v-db", "yesterday"]);
    assert.deepEqual(new Set(Object.values(attributes)), values);
    const rights = one("EntityPermissions");
    const [own] = Object(rights.properties["permissions"]);
    assert.equal(own.userOrGroup, "EXAMPLE\\virtual-servers");
    const backup = { userOrGroup: "EXAMPLE\\backup", isGroup: true, propagate: true, roleId: "-2" };
    await drift(machine, { customAttributes: attributes });
    await drift(rights, { permissions: [own, backup] });
    const isUntouched = () => {
      const { properties } = machineNamed(ground.world, "v-db");
      assert.deepEqual(properties["customAttributes"], attributes);
      assert.deepEqual(one("EntityPermissions").properties["permissions"], [own, backup]);
    };
    assert.ok(isEmpty(await run(stack, "preview")));
    await stack.refresh();
    assert.ok(isEmpty(await run(stack, "preview")));
    await write(estate.replace("cpus: 2", "cpus: 4").replace("service: lims", "service: other"));
    await run(stack, "up");
    isUntouched();
    await stack.refresh();
    assert.ok(isEmpty(await run(stack, "preview")));
    await write(estate);
    await run(stack, "up");
    isUntouched();
  });

  it("keeps a snapshot when other words are written at it", async () => {
    const { id } = one("VirtualMachineSnapshot");
    await write(estate.replace("Upgrade", "Downgrade").replace("2026-12-01", "2026-12-05"));
    await run(stack, "up");
    assert.equal(one("VirtualMachineSnapshot").id, id);
    assert.ok(isEmpty(await run(stack, "preview")));
    await write(estate);
    await run(stack, "up");
  });

  it("grows no disk below a snapshot, and does once it is gone", async () => {
    const grown = estate.replace("10 GiB", "20 GiB");
    await write(grown);
    assert.match(await refused(), /vCenter grows no disk of a server with snapshots \(before\)/);
    await write(grown.replace(snapshot, ""));
    assert.match(await refused(), /servers\.v-db\.disks\.data\.size/);
    await write(estate.replace(snapshot, ""));
    await run(stack, "up");
    await write(grown.replace(snapshot, ""));
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
  });

  it("shuts its guests down, and cuts the power of none", async () => {
    const machine = machineNamed(ground.world, "v-db");
    const smaller = estate.replace("10 GiB", "20 GiB").replace(snapshot, "");
    await drift(machine, { vmwareToolsStatus: "guestToolsNotRunning" });
    await stack.refresh();
    await write(smaller.replace("memory: 4 GiB", "memory: 2 GiB"));
    assert.match(await refused(), /v-db cannot be restarted gently \(memory .*VMware Tools/);
    await drift(machine, { vmwareToolsStatus: "guestToolsRunning" });
    await stack.refresh();
    await run(stack, "up");
    const { history } = machineNamed(ground.world, "v-db");
    const reboots = history.filter(({ what }) => what === "reboot");
    assert.deepEqual(
      reboots.map(({ detail }) => detail),
      ["numCpus (shut down)", "memory (shut down)"],
    );
  });
});

/** The storage policies of disks by label. */
function policiesOf(disks: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    (Array.isArray(disks) ? disks : []).map((disk: unknown) => [
      Object(disk).label,
      Object(disk).storagePolicyId,
    ]),
  );
}
