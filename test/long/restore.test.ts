import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { parse } from "yaml";
import { z } from "zod";
import { type RecoveryWish, writeRecovery } from "../../cli/disasterRecovery/command.js";
import { recover } from "../../cli/recover/recover.js";
import { restoreEntry } from "../../cli/restore/command.js";
import { run } from "../../cli/stack/run.js";
import { guestinfoKeys } from "../../components/service/tags.js";
import { causeDrift, loseRegion, runBackups } from "../../simulator/core/control.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { objectAt, objectsAt, shown } from "../../simulator/core/json.js";
import { changeHost, hypervHostAt, stateOf } from "../../simulator/hyperv/host.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { conventionProblems } from "../engine/conventions.js";
import { cutUp } from "../engine/crash.js";
import { type Ground, openGround } from "../engine/ground.js";
import { hypervAddresses, offerHyperv } from "../engine/hypervOffer.js";
import { exportedResources } from "../engine/stateOf.js";
import { stepsOf } from "../engine/steps.js";
import { machineNamed, machinesNamed } from "../engine/worldOf.js";

const disks = { system: { size: "40 GiB" }, data: { size: "100 GiB" } };
const server: TestServer = { platform: "aws", environment: "production", disks };
const onPremises: Readonly<Record<string, TestServer>> = {
  "vm-1": { ...server, platform: "vsphere" },
  "hv-1": { ...server, platform: "hyperv" },
  "hv-2": { ...server, platform: "hyperv", networks: [{ name: "vmm-chemistry" }] },
};
const servers: Record<string, TestServer> = {
  ...{ db: server, web: { ...server, disks: { system: { size: "40 GiB" } } } },
  ...onPremises,
};
const allowed = {
  ...{ on: "2026-11-21", reason: "the index is broken" },
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};
const confirm = [{ server: "db", change: "reimage", until: "2026-12-01" }];

const ordersFile = "/srv/orders of the week.csv";

/** What is on a disk that holds the orders of a day. */
const orders = (day: string) => JSON.stringify({ [ordersFile]: day });

/** What servers stand on where the copies of their backups lie. */
const recovery = `    recovery:
      elsewhere:
        keyAlias: arn:aws:kms:eu-west-1:111111111111:alias/comanaged-disks
        backupCopies: { elsewhere: arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies }
        networks: { aws-chemistry: subnet-0c0ffee0000000003 }
`;

const vcenterThere = `    recovery:
      elsewhere:
        vcenter: vcenter-north.example.edu
        datacenter: dc-main
        resourcePool: cluster-main/Resources
        folder: co-managed
        datastores: { standard: ds-standard, fast: ds-fast }
        restoreHost: esx-1.example.edu
        repository: hardened-second-site
        backupCopies: { elsewhere: hardened-main }
        networks: { dc-chemistry: pg-north-240 }
        rehearsal: { dc-chemistry: pg-rehearsal }
`;

/** A host of the other site, in which networks of two hosts are one. */
const hypervThere = (hostKey: string | undefined) => ({
  elsewhere: {
    ...{ account: "comanaged", hosts: { "hv-north": { address: "10.9.1.12", hostKey } } },
    storage: { standard: "D:\\north", fast: "D:\\north" },
    ...{ repository: "hardened-second-site", backupCopies: { elsewhere: "hardened-main" } },
    networks: {
      "hv-chemistry": {
        host: "hv-north",
        switch: "servers",
        vlan: 240,
        addresses: hypervAddresses,
      },
      "vmm-chemistry": { host: "hv-north", switch: "servers", vlan: 240 },
    },
  },
});

/** What exists once in the vCenter of the other site. */
const siteThere = `organization: { name: Example University, awsOrganization: o-a1b2c3d4e5 }
vsphere: { datacenter: dc-main, folder: co-managed }
`;

describe("restores", () => {
  let ground: Ground;
  let stack: Stack;
  let points: Readonly<Record<string, string>>;
  let taken: string;

  const write = (estate: Partial<TestEstate>) =>
    writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile({ servers, ...estate }));
  const up = async () => {
    const done = await stepsOf(stack, "up");
    assert.equal(done.failed, false, done.told);
    return done;
  };
  const settled = async () => {
    const next = await stepsOf(stack, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  };
  const volumesOf = (name: string) => {
    const { objects } = readWorld(ground.world);
    const { id } = machineNamed(ground.world, name);
    const attached = objects.filter(
      ({ kind, properties }) =>
        kind === "aws:ec2/volumeAttachment:VolumeAttachment" && properties["instanceId"] === id,
    );
    return objects.filter((volume) =>
      attached.some(({ properties }) => properties["volumeId"] === volume.id),
    );
  };
  /** What is on each disk of a server, the system disk first. */
  const contents = (name: string) =>
    volumesOf(name)
      .map(({ properties }) => `${shown(properties["size"])} ${shown(properties["content"])}`)
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const writeOn = async (name: string, content: string) => {
    for (const { kind, id } of volumesOf(name)) {
      await causeDrift(ground.simulator.port, { kind, id, set: { content } });
    }
  };

  /** A host of its own, and one that Virtual Machine Manager manages. */
  const hypervHosts = () =>
    ["10.9.1.11", "10.9.1.13"].map((at) => hypervHostAt(ground.world, at) ?? assert.fail());
  const writeOnPremises = async (content: string) => {
    const { id, kind, properties } = machineNamed(ground.world, "vm-1");
    const was = z.array(z.record(z.string(), z.json())).parse(properties["disks"]);
    const disks = was.map((disk) => ({ ...disk, content }));
    await causeDrift(ground.simulator.port, { kind, id, set: { disks } });
    for (const host of hypervHosts()) {
      changeHost(host, ({ machines, contents }) => {
        for (const { path } of machines.flatMap(({ drives }) => drives)) {
          contents[path] = content;
        }
      });
    }
  };
  const contentsOnPremises = () => {
    const { properties } = machineNamed(ground.world, "vm-1");
    const disks = z.array(z.looseObject({ content: z.string() })).parse(properties["disks"]);
    const files = hypervHosts().flatMap((host) => {
      const { machines, contents } = stateOf(host);
      return machines.flatMap(({ drives }) => drives).map(({ path }) => contents[path]);
    });
    return [...disks.map(({ content }) => content), ...files];
  };
  const identities = () => {
    const { id, properties } = machineNamed(ground.world, "vm-1");
    const machines = hypervHosts().flatMap((host) => stateOf(host).machines);
    assert.deepEqual(
      machines.map(({ name, state }) => [name, state]),
      [
        ["hv-1", "Running"],
        ["hv-2", "Running"],
      ],
    );
    return [id, properties["moid"], ...machines.map((one) => one.id)];
  };

  /** Writes the catalog and the estate of the other place, and tells what is to be done with them. */
  const writtenThere = (lost: Pick<RecoveryWish, "platform" | "rehearse">) => {
    const { engine, project, simulator } = ground;
    const environment = { ...project.environment, ...simulator.ways };
    return writeRecovery({ engine, workDir: project.folder, environment }, "chemistry", {
      ...{ to: "elsewhere", out: "elsewhere", stacks: "stacks", reason: "the region is lost" },
      ...{ requester: allowed.requester, approver: allowed.approver },
      ...lost,
    });
  };
  const openedThere = async (name: string) => {
    const opening = await ground.open(name);
    await opening.setConfig("comanaged:stacks", { value: "elsewhere" });
    await opening.setConfig("vsphere:vsphereServer", { value: "vcenter-north.example.edu" });
    return opening;
  };
  const machineThere = (name: string) => {
    const isThere = ({ place }: SeenObject) => place === "vcenter-north.example.edu";
    const [machine, ...others] = machinesNamed(ground.world, name).filter(isThere);
    assert.ok(machine !== undefined && others.length === 0, `there is not one ${name}`);
    return machine;
  };
  /** Backups that show as machines. */
  const showing = () =>
    readWorld(ground.world).objects.filter(({ properties }) => "shows" in properties);
  /** All that is there, but for what the backup server remembers of what it did and saw. */
  const lasting = () =>
    readWorld(ground.world).objects.filter(
      ({ kind }) => kind !== "Session" && kind !== "VisibleMachines",
    );

  before(async function () {
    this.timeout(600_000);
    ground = await openGround({
      names: ["chemistry-elsewhere", "chemistry-elsewhere-rehearsal", "site-elsewhere"],
    });
    Object.assign(process.env, ground.simulator.ways);
    const catalog = join(ground.stacks, "catalog.yaml");
    const text = await readFile(catalog, "utf8");
    await writeFile(
      catalog,
      text
        .replace("  azure:\n", (found) => `${recovery}${found}`)
        .replace("  aws:\n", (found) => `${vcenterThere}${found}`),
    );
    const hostKey = hypervHostAt(ground.world, "10.9.1.12")?.files.publicHostKey;
    offerHyperv(ground.stacks, ground.world, { recovery: hypervThere(hostKey) });
    await run(await ground.open("site"), "up");
    await write({});
    stack = await ground.open("chemistry");
    await up();
    await writeOn("db", "orders of Monday");
    await writeOnPremises(orders("Monday"));
    await runBackups(ground.simulator.port);
    await writeOn("db", "damaged");
    await writeOnPremises(orders("no day"));
    const images = imagesIn(ground.world, "222222222222/eu-central-1");
    points = Object.fromEntries(images.map(({ id, properties }) => [nameOf(properties), id]));
    taken = "2026-11-20T00:12:00Z";
    assert.deepEqual(Object.keys(points).sort(), ["db", "web"]);
  });

  after(() => ground?.close());

  it("are printed with the newest backup, or the newest of before a time", async function () {
    this.timeout(600_000);
    const { engine, project } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    const { on: _today, ...decision } = allowed;
    const wish = { ...decision, stacks: "stacks" };
    const which = { stack: "chemistry", server: "db" };
    const text = await restoreEntry(where, which, wish);
    const { taken: when, ...entry } = printed.parse(parse(text)).restores[0];
    assert.deepEqual(entry, { server: "db", generation: 2, point: points["db"], ...allowed });
    await assert.rejects(
      restoreEntry(where, which, { ...wish, before: when }),
      /AWS Backup keeps no backup of db that was taken before/,
    );
  });

  it("are refused where the backup is another server's", async function () {
    this.timeout(600_000);
    const entry = { server: "db", generation: 2, taken, ...allowed };
    await write({ restores: [{ ...entry, point: points["web"] }] });
    const stranger = await stepsOf(stack, "preview");
    assert.ok(stranger.failed);
    assert.match(
      stranger.told,
      /servers\.db: ami-\S+ is a backup of web of chemistry, and not of db/,
    );
  });

  it("in place by the backup server give machines that stay what they held", async function () {
    this.timeout(600_000);
    const { engine, project, simulator } = ground;
    const environment = { ...project.environment, ...simulator.ways };
    const where = { engine, workDir: project.folder, environment };
    const { on: _today, ...decision } = allowed;
    const entries: z.output<typeof printed>["restores"][0][] = [];
    for (const name of Object.keys(onPremises)) {
      const which = { stack: "chemistry", server: name };
      const text = await restoreEntry(where, which, { ...decision, stacks: "stacks" });
      const [entry] = printed.parse(parse(text)).restores;
      assert.deepEqual(Object.keys(entry).sort(), [
        ...["approver", "on", "point", "reason", "requester", "server", "taken"],
      ]);
      entries.push({ ...entry, taken });
    }
    await write({ restores: entries });
    process.env["HTTPS_PROXY"] = "http://127.0.0.1:1";
    const unconfirmed = await stepsOf(stack, "preview");
    assert.match(unconfirmed.told, /servers\.hv-1: everything that was written .*change: reimage/);
    assert.match(
      unconfirmed.told,
      /nobody knows whether vm-1, hv-1, hv-2 can be restored, because the backup server does not tell: .*ECONNREFUSED/,
    );
    Object.assign(process.env, simulator.ways);
    const others = entries.map(({ point }, index) => ({ ...entries.at(index - 1), point }));
    await write({ restores: others });
    const refused = await stepsOf(stack, "preview");
    assert.ok(refused.failed);
    for (const [index, { server: name, point }] of others.entries()) {
      assert.match(
        refused.told,
        new RegExp(
          `estate.yaml:\\d+:\\d+ {2}restores.${index}.point: The restore point ${point} is a backup of ${entries[index]?.server}, and not of ${name}`,
        ),
      );
    }
    const all = Object.keys(onPremises).map((name) => ({ ...confirm[0], server: name }));
    await write({ restores: entries, confirm: all });
    const preview = await stepsOf(stack, "preview");
    assert.match(preview.told, /vm-1: data loss \(restores is brought back to the backup of/);
    const before = identities();
    await up();
    assert.deepEqual([...new Set(contentsOnPremises())], [orders("Monday")]);
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    assert.deepEqual(identities(), before);
    await settled();
    await stack.refresh();
    await settled();
    await writeOnPremises(orders("Wednesday"));
    const files = entries.map((entry) => ({ ...entry, files: [ordersFile], to: "original" }));
    await write({ restores: [{ ...files[0], files: ["/srv/never"] }] });
    assert.match((await stepsOf(stack, "up")).told, /does not hold \/srv\/never/);
    assert.deepEqual([...new Set(contentsOnPremises())], [orders("Wednesday")]);
    await write({ restores: files.slice(0, -1) });
    await up();
    await settled();
    const days = ["Monday", "Wednesday"].map(orders);
    assert.deepEqual([...new Set(contentsOnPremises())], days);
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    assert.deepEqual(identities(), before);
  });

  it("of disks show them in their machines, for as long as the estate says so", async function () {
    this.timeout(600_000);
    const { engine, project, simulator } = ground;
    const environment = { ...project.environment, ...simulator.ways };
    const { on: _today, ...decision } = allowed;
    const entries: object[] = [];
    for (const name of ["vm-1", "hv-1"]) {
      const wish = { ...decision, stacks: "stacks", disk: "data" };
      const where = { engine, workDir: project.folder, environment };
      const text = await restoreEntry(where, { stack: "chemistry", server: name }, wish);
      const [entry] = printed.parse(parse(text)).restores;
      assert.ok(!("as" in entry) && !("generation" in entry));
      entries.push({ ...entry, taken });
    }
    const shows = () =>
      readWorld(ground.world)
        .objects.filter(({ kind }) => kind === "Publication")
        .map(({ properties }) => JSON.stringify(properties["files"]));
    const before = [contentsOnPremises(), identities()];
    await write({ restores: entries });
    const preview = await stepsOf(stack, "preview");
    assert.match(preview.told, /vm-1: online \(restores show disk data as of .* No downtime/);
    const { outputs } = await stack.up();
    const shown = z
      .object({ shownDisks: z.object({ data: z.array(z.string()) }) })
      .transform(({ shownDisks }) => shownDisks.data.join());
    const { "vm-1": vm, "hv-1": hv } = z
      .object({ "vm-1": shown, "hv-1": shown })
      .parse(outputs["servers"]?.value);
    assert.match(vm, /^\/run\/media\/Veeam\.Mount\.FS\/\S+\/vm-1-\S+-flat\.vmdk_1$/);
    assert.match(hv, /^\/run\/media\/Veeam\.Mount\.FS\/\S+\/data\.vhdx_1$/);
    assert.equal(shows().length, 2);
    assert.ok(
      shows().every(
        (files) => JSON.stringify(orders("Monday")) === files.slice(files.indexOf(":") + 1, -1),
      ),
    );
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    await settled();
    await write({});
    await up();
    assert.deepEqual(shows(), []);
    assert.deepEqual([contentsOnPremises(), identities()], before);
    await settled();
  });

  it("beside give a machine in vCenter another that starts from what the backup server shows", async function () {
    this.timeout(600_000);
    const { engine, project, simulator } = ground;
    const environment = { ...project.environment, ...simulator.ways };
    const { on: _today, ...decision } = allowed;
    const wish = { ...decision, stacks: "stacks", as: "vm-1-old" };
    const which = { stack: "chemistry", server: "vm-1" };
    const text = await restoreEntry({ engine, workDir: project.folder, environment }, which, wish);
    const [entry] = printed.parse(parse(text)).restores;
    const restores = [{ ...entry, taken }];
    const [vm, before] = [onPremises["vm-1"] ?? assert.fail(), machineNamed(ground.world, "vm-1")];
    const small = { system: { size: "40 GiB" }, data: { size: "90 GiB" } };
    const shows = () =>
      readWorld(ground.world).objects.filter(({ properties }) => "shows" in properties).length;
    await write({ restores, servers: { ...servers, "vm-1-old": { ...vm, disks: small } } });
    const misfit = await stepsOf(stack, "up");
    assert.match(misfit.told, /vm-1-old.disks: are not .*\n *data has 90 GiB, and 100 GiB in/);
    assert.equal(shows(), 1);
    const withOld = { ...servers, "vm-1-old": vm };
    await write({ restores, servers: withOld });
    const token = "vsphere:index/virtualMachine:VirtualMachine";
    requestFaults(ground.world, [
      { name: "no-clone", operation: "create", token, what: "timeout" },
    ]);
    assert.ok((await stepsOf(stack, "up")).failed);
    assert.equal(shows(), 1);
    await up();
    assert.equal(shows(), 0);
    const { properties } = machineNamed(ground.world, "vm-1-old");
    const held = z.array(z.looseObject({ content: z.string() })).parse(properties["disks"]);
    assert.deepEqual(
      held.map(({ content }) => content),
      [orders("Monday"), orders("Monday")],
    );
    assert.equal(properties["powerState"], "on");
    assert.notEqual(properties["defaultIpAddress"], before.properties["defaultIpAddress"]);
    assert.deepEqual(machineNamed(ground.world, "vm-1"), before);
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    await settled();
    await write({ servers: withOld });
    assert.match((await up()).steps.join(), /^(delete [^,]*vm-1-old-birth[^,]*,?)+$/);
    await settled();
    const other = readWorld(ground.world).objects.find(
      ({ kind, id, properties }) =>
        kind === "RestorePoint" && properties["name"] === "vm-1" && id !== entry.point,
    );
    await write({ servers: withOld, restores: [{ ...restores[0], point: other?.id }] });
    const late = await stepsOf(stack, "preview");
    assert.match(late.told, /servers.vm-1-old: the server is there, .* in place, or beside it/);
    // It stays from here on.
    servers["vm-1-old"] = vm;
  });

  it("beside give a machine on a Hyper-V host the disks that the backup server wrote of another", async function () {
    this.timeout(600_000);
    const { engine, project, simulator } = ground;
    const environment = { ...project.environment, ...simulator.ways };
    const { on: _today, ...decision } = allowed;
    const wish = { ...decision, stacks: "stacks", as: "hv-1-old" };
    const which = { stack: "chemistry", server: "hv-1" };
    const text = await restoreEntry({ engine, workDir: project.folder, environment }, which, wish);
    const [entry] = printed.parse(parse(text)).restores;
    const restores = [{ ...entry, taken }];
    const [host = assert.fail()] = hypervHosts();
    const named = (name: string) => stateOf(host).machines.filter((one) => one.name === name);
    const hv: TestServer = {
      ...(onPremises["hv-1"] ?? assert.fail()),
      networks: [{ name: "hv-chemistry", address: "10.9.211.252" }],
    };
    const [was, before] = [stateOf(host).files, named("hv-1")];
    const small = { system: { size: "40 GiB" }, data: { size: "90 GiB" } };
    await write({ restores, servers: { ...servers, "hv-1-old": { ...hv, disks: small } } });
    const misfit = await stepsOf(stack, "up");
    assert.match(misfit.told, /data has 90 GiB, and 100 GiB in the backup/);
    assert.deepEqual(stateOf(host).files, was);
    const withOld = { ...servers, "hv-1-old": hv };
    await write({ restores, servers: withOld });
    // Both disks are where they belong, and what was written stands there without them.
    writeFileSync(join(host.folder, "cut"), "3");
    assert.match((await stepsOf(stack, "up")).told, /the connection was lost/);
    const written = `hv-1-old-of-chemistry-${entry.point.slice(0, 8)}`;
    const [left = assert.fail()] = named(written);
    assert.deepEqual([left.state, left.adapters.map((one) => one.switch)], ["Off", [null]]);
    await up();
    assert.deepEqual(named(written), []);
    assert.deepEqual(named("hv-1"), before);
    const [born = assert.fail()] = named("hv-1-old");
    const { contents, files, log } = stateOf(host);
    assert.deepEqual(
      born.drives.map(({ path }) => [path.includes(born.id), contents[path], files[path]]),
      [
        [true, orders("Monday"), 40],
        [true, orders("Monday"), 100],
      ],
    );
    assert.ok(!JSON.stringify(files).includes(written));
    assert.deepEqual(
      [born.state, born.starts, born.adapters[0]?.address],
      ["Running", 1, "10.9.211.252"],
    );
    const [told, connected] = ["SetGuestNetwork.*10.9.211.252", "Set comanaged.*servers"].map(
      (one) => log.findLastIndex((line) => new RegExp(one).test(line)),
    );
    assert.ok(told !== undefined && connected !== undefined && told < connected, log.join("\n"));
    assert.match(born.notes, /^\S+hv-1-old\ncomanaged generation 1\n(?!.*apart)/);
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    await settled();
    await write({ servers: withOld });
    assert.match((await up()).steps.join(), /^(delete [^,]*hv-1-old-birth[^,]*,?)+$/);
    await settled();
    // It stays from here on.
    servers["hv-1-old"] = hv;
  });

  it("beside give another server as it was then, and leave the first alone", async function () {
    this.timeout(600_000);
    const before = [machineNamed(ground.world, "db"), ...volumesOf("db")];
    const restores = [
      { server: "db", as: "db-old", point: points["db"], taken, ...allowed },
      { server: "db", disk: "data", as: "data-old", point: points["db"], taken, ...allowed },
    ];
    const withOld = { ...disks, "data-old": { size: "120 GiB" } };
    await write({
      restores,
      servers: { ...servers, db: { ...server, disks: withOld }, "db-old": server },
    });
    await up();
    assert.deepEqual(contents("db-old"), ["40 orders of Monday", "100 orders of Monday"]);
    assert.deepEqual(contents("db"), ["40 damaged", "100 damaged", "120 orders of Monday"]);
    const after = new Map(readWorld(ground.world).objects.map((one) => [one.id, one]));
    for (const object of before) {
      assert.deepEqual(after.get(object.id), object);
    }
    await settled();
  });
  it("in place give the same server as it was then", async function () {
    this.timeout(600_000);
    const before = machineNamed(ground.world, "db");
    const restores = [{ server: "db", generation: 2, point: points["db"], taken, ...allowed }];
    const rest = { ...servers, "db-old": server };
    const withOld = { ...disks, "data-old": { size: "120 GiB" } };
    const db = { ...server, disks: withOld };
    await write({ restores, confirm, servers: { ...rest, db } });
    assert.deepEqual(
      (await up()).steps.filter((step) => !step.startsWith("update")),
      [],
    );
    const again = { ...rest, db: { ...db, generation: 2 } };
    await write({ restores, confirm, servers: again });
    const preview = await stepsOf(stack, "preview");
    assert.match(
      preview.told,
      /db: data loss \(generation goes from 1 to 2: another machine starts from the backup of 2026-11-20T00:12:00Z/,
    );
    // The disk is gone, and its successor is not made: the next run goes on from there.
    requestFaults(ground.world, [
      { name: "no-volume", operation: "create", token: "aws:ebs/volume:Volume", what: "timeout" },
    ]);
    assert.ok((await stepsOf(stack, "up")).failed);
    await up();
    assert.deepEqual(contents("db"), [
      "40 orders of Monday",
      "100 orders of Monday",
      "120 orders of Monday",
    ]);
    const after = machineNamed(ground.world, "db");
    assert.deepEqual(
      ["tags", "vpcSecurityGroupIds", "iamInstanceProfile"].map((key) => after.properties[key]),
      ["tags", "vpcSecurityGroupIds", "iamInstanceProfile"].map((key) => before.properties[key]),
    );
    await settled();
    await write({ servers: again });
    await up();
    await settled();
    assert.deepEqual(contents("db"), [
      "40 orders of Monday",
      "100 orders of Monday",
      "120 orders of Monday",
    ]);
  });

  it("of a site are rehearsed beside the real servers, as test, and leave no machine", async function () {
    this.timeout(600_000);
    await write({ needs: { "vm-1": ["vm-1-old"] } });
    await writeOnPremises(orders("Monday"));
    await runBackups(ground.simulator.port);
    const told = await writtenThere({ platform: ["vsphere"], rehearse: true });
    assert.match(told, /1\. vm-1-old \(copy of \S+\)\n {2}2\. vm-1 /);
    await writeFile(join(ground.project.folder, "elsewhere", "site.yaml"), siteThere);
    await run(await openedThere("site-elsewhere"), "up");
    const before = lasting();
    const rehearsal = await openedThere("chemistry-elsewhere-rehearsal");
    const tried = await stepsOf(rehearsal, "up");
    assert.equal(tried.failed, false, tried.told);
    for (const { properties } of ["vm-1", "vm-1-old"].map(machineThere)) {
      const [card] = objectsAt(properties, "networkInterfaces");
      assert.equal(card?.["networkId"], "dvportgroup-42");
      const settings = objectAt(properties, "extraConfig");
      assert.equal(settings[guestinfoKeys.environment], "test");
      assert.deepEqual(heldBy(properties), [orders("Monday")]);
    }
    await rehearsal.destroy();
    const keyOf = ({ kind, place, id }: SeenObject) => `${kind} ${place} ${id}`;
    const known = new Set(before.map(keyOf));
    const rest = lasting();
    assert.deepEqual(
      rest.filter((one) => known.has(keyOf(one))),
      before,
    );
    const machines = rest.filter(({ kind }) => kind.endsWith(":VirtualMachine"));
    assert.deepEqual(
      machines.filter((one) => !known.has(keyOf(one))),
      [],
    );
  });

  it("of a lost region and a lost site bring the estate up elsewhere, also after a cut", async function () {
    this.timeout(600_000);
    const withOld = { ...disks, "data-old": { size: "120 GiB" } };
    const db = { ...server, disks: withOld, generation: 2 };
    const onHosts = { "hv-1": ["vm-1"], "hv-1-old": ["hv-1"], "hv-2": ["hv-1"] };
    const needs = { db: ["web"], "vm-1": ["db"], ...onHosts };
    await write({ servers: { ...servers, db }, needs });
    await writeOn("web", "orders of Tuesday");
    await runBackups(ground.simulator.port);
    for (const lost of ["eu-central-1", "vcenter.example.edu", "10.9.1.11", "10.9.1.13"]) {
      await loseRegion(ground.simulator.port, lost);
    }
    assert.throws(() => machineNamed(ground.world, "db"));
    const told = await writtenThere({ platform: ["aws", "vsphere", "hyperv"] });
    assert.match(told, / {2}2\. db .*\n {2}3\. vm-1 .*\n {2}4\. hv-1 .*\n {2}5\. .*hv-2 \(copy of/);
    assert.match(told, /config set vsphere:vsphereServer vcenter-north\.example\.edu --stack/);
    const elsewhere = await openedThere("chemistry-elsewhere");
    // vCenter goes on with a clone of which nobody waits for the end any more.
    const clone = { operation: "create", resource: "vm-1-machine" } as const;
    requestFaults(ground.world, [{ ...clone, name: "long", what: "slow", milliseconds: 3000 }]);
    const lines = await cutUp(ground, "chemistry-elsewhere", "long");
    const order = [/web-machine created/, /db-machine creating/, /db-machine created/].concat(
      /vm-1-birth-\S+-mounted creating/,
      /vm-1-machine creating/,
    );
    const places = order.map((what) => lines.findIndex((line) => what.test(line)));
    assert.ok(!places.includes(-1), lines.join("\n"));
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    await wait(4000);
    assert.equal(showing().length, 1);
    const cloned = machineThere("vm-1");
    const { engine, project } = ground;
    const where = { engine, workDir: project.folder, environment: project.environment };
    const found: string[] = [];
    await recover({ ...where, stack: "chemistry-elsewhere", say: (line) => found.push(line) });
    assert.match(found.join("\n"), /vm-1-machine/);
    const began: string[] = [];
    await elsewhere.up({
      onEvent: ({ resourcePreEvent, resOutputsEvent }) => {
        const [before = "", after = ""] = [resourcePreEvent, resOutputsEvent].map((event) =>
          event?.metadata.urn.split("::").at(-1),
        );
        const [, born] = /^(hv-[12])-birth-.*-room$/.exec(before) ?? [];
        began.push(...(born === undefined ? [] : [`${born} begins`]));
        began.push(...(/^(vm|hv)-1-machine$/.test(after) ? [after] : []));
      },
    });
    assert.deepEqual(began, ["vm-1-machine", "hv-1 begins", "hv-1-machine", "hv-2 begins"]);
    assert.equal(machineThere("vm-1").id, cloned.id);
    assert.deepEqual(showing(), []);
    assert.deepEqual(heldBy(machineThere("vm-1").properties), [orders("Monday")]);
    const there = stateOf(hypervHostAt(ground.world, "10.9.1.12") ?? assert.fail());
    const born = new Map(there.machines.map((machine) => [machine.name, machine]));
    assert.deepEqual([...born.keys()].sort(), ["hv-1", "hv-1-old", "hv-2"]);
    for (const { id, name, state, adapters, drives, notes } of born.values()) {
      assert.deepEqual([state, adapters[0]?.vlan], ["Running", 240]);
      assert.match(notes, new RegExp(`^\\S+/chemistry-elsewhere/${name}\n`));
      assert.ok(drives.every(({ path }) => path.startsWith(`D:\\north\\comanaged\\${id}\\`)));
      const held = drives.map(({ path }) => there.contents[path]);
      assert.deepEqual([...new Set(held)], [orders("Monday")]);
    }
    assert.equal(born.get("hv-1-old")?.adapters[0]?.address, "10.9.211.252");
    assert.ok(!Object.keys(there.files).some((file) => file.includes("-of-chemistry-")));
    assert.deepEqual(contents("web"), ["40 orders of Tuesday"]);
    assert.deepEqual(contents("db"), [
      "40 orders of Monday",
      "100 orders of Monday",
      "120 orders of Monday",
    ]);
    assert.equal(machineNamed(ground.world, "db").place, "111111111111/eu-west-1");
    const next = await stepsOf(elsewhere, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  });
});

const printed = z.object({
  restores: z.tuple([
    z.looseObject({ server: z.string(), point: z.string(), taken: z.iso.datetime() }),
  ]),
});

/** What is on the disks of a machine in vCenter, once each. */
function heldBy(properties: SeenObject["properties"]) {
  return [...new Set(objectsAt(properties, "disks").map(({ content }) => content))];
}

function imagesIn(world: string, place: string): SeenObject[] {
  return readWorld(world).objects.filter(
    (object) => object.kind === "aws:ec2/ami:Ami" && object.place === place,
  );
}

function nameOf({ tags }: SeenObject["properties"]): string {
  return typeof tags === "object" && tags !== null && "Name" in tags ? shown(tags["Name"]) : "";
}
