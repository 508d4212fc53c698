import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createHttpHeaders, type HttpClient } from "@azure/core-rest-pipeline";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { writeRecovery } from "../../cli/disasterRecovery/command.js";
import { run } from "../../cli/stack/run.js";
import { causeDrift, loseRegion, runBackups } from "../../simulator/core/control.js";
import { requestFaults } from "../../simulator/core/faults.js";
import { objectAt, shown } from "../../simulator/core/json.js";
import { readWorld, type SeenObject } from "../../simulator/inspect.js";
import { estateFile, type TestEstate, type TestServer } from "../engine/changingEstate.js";
import { conventionProblems } from "../engine/conventions.js";
import { type Ground, openGround } from "../engine/ground.js";
import { exportedResources } from "../engine/stateOf.js";
import { stepsOf } from "../engine/steps.js";
import { machineNamed, machinesNamed } from "../engine/worldOf.js";

const disks = { system: { size: "40 GiB" }, data: { size: "100 GiB" } };
const server: TestServer = { platform: "azure", environment: "production", disks };
const servers = { db: server, web: { ...server, disks: { system: { size: "40 GiB" } } } };
const allowed = {
  ...{ on: "2026-11-21", reason: "the index is broken" },
  requester: "it@chemistry.example.edu",
  approver: "duty-manager@provider.example.edu",
};
/** Its servers need each other across two clouds. */
const acrossBoth = {
  servers: {
    ...{ ...servers, "db-old": server },
    db: { ...server, disks: { ...disks, "data-old": { size: "120 GiB" } }, generation: 2 },
    names: { platform: "aws" },
    front: { platform: "aws" },
  },
  needs: { web: ["names"], db: ["web"], front: ["db"] },
} as const;
const confirm = [{ server: "db", change: "reimage", until: "2026-12-01" }];

const prepared = `    restoreIdentity: { resourceGroup: co-managed-base, name: id-co-managed-restores }
    recovery:
      elsewhere:
        diskEncryptionSet: { resourceGroup: co-managed-north, name: des-north }
        backupCopies: { elsewhere: germanywestcentral }
        networks:
          azure-chemistry: /subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/co-managed-north/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/servers
        rehearsal:
          azure-chemistry: /subscriptions/2c2c2c2c-0000-4000-8000-000000000002/resourceGroups/co-managed-north/providers/Microsoft.Network/virtualNetworks/vnet-north/subnets/rehearsal
`;

/** The same on AWS. */
const preparedOnAws = `    recovery:
      elsewhere:
        keyAlias: arn:aws:kms:eu-west-1:111111111111:alias/comanaged-disks
        backupCopies: { elsewhere: arn:aws:backup:eu-west-1:111111111111:backup-vault:comanaged-copies }
        networks: { aws-chemistry: subnet-0c0ffee0000000003 }
        rehearsal: { aws-chemistry: subnet-0c0ffee0000000013 }
`;

describe("restores on Azure", () => {
  let ground: Ground;
  let stack: Stack;
  let points: Readonly<Record<string, { readonly point: string; readonly taken: string }>>;

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
  const refused = async (reason: RegExp) => {
    const done = await stepsOf(stack, "preview");
    assert.equal(done.failed, true);
    assert.match(done.told, reason);
  };
  const disksOf = (name: string) => {
    const { id } = machineNamed(ground.world, name);
    return readWorld(ground.world).objects.filter(
      ({ kind, properties }) =>
        kind === "azure-native:compute:Disk" && properties["managedBy"] === id,
    );
  };
  /** What is on each disk of a server. */
  const contents = (name: string) =>
    disksOf(name)
      .map(({ properties }) => `${shown(properties["diskSizeGB"])} ${shown(properties["content"])}`)
      .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const writeOn = async (name: string, content: string) => {
    for (const { kind, id } of disksOf(name)) {
      await causeDrift(ground.simulator.port, { kind, id, set: { content } });
    }
  };
  const left = () =>
    readWorld(ground.world).objects.filter(({ id }) => id.includes("co-managed-chemistry-restore"));

  /** Writes the catalog and the estate of the other place, and tells what is to be done with them. */
  const writtenThere = ({ rehearse = false }) => {
    const { engine, project } = ground;
    return writeRecovery(
      { engine, workDir: project.folder, environment: project.environment },
      "chemistry",
      {
        ...{ to: "elsewhere", out: "elsewhere", stacks: "stacks", reason: "the location is lost" },
        ...{ requester: allowed.requester, approver: allowed.approver },
        ...{ platform: ["aws", "azure"], rehearse },
      },
      { credential, http: vaultOf(ground.world) },
    );
  };
  const openedThere = async (name: string) => {
    const opening = await ground.open(name);
    await opening.setConfig("comanaged:stacks", { value: "elsewhere" });
    return opening;
  };

  before(async function () {
    this.timeout(600_000);
    ground = await openGround({ names: ["chemistry-elsewhere", "chemistry-elsewhere-rehearsal"] });
    const catalog = join(ground.stacks, "catalog.yaml");
    const text = await readFile(catalog, "utf8");
    await writeFile(
      catalog,
      text
        .replace("    backupCopies: { elsewhere: germanynorth }\n", (found) => found + prepared)
        .replace("  azure:\n", (found) => preparedOnAws + found),
    );
    const site = join(ground.stacks, "site.yaml");
    const places = await readFile(site, "utf8");
    await writeFile(
      site,
      places.replace("[germanywestcentral,", "[germanywestcentral, germanynorth,"),
    );
    await run(await ground.open("site"), "up");
    await write({});
    stack = await ground.open("chemistry");
    await up();
    await writeOn("db", "orders of Monday");
    await runBackups(ground.simulator.port);
    await writeOn("db", "damaged");
    points = pointsIn(ground.world);
    assert.deepEqual(Object.keys(points).sort(), ["db", "web"]);
  });

  after(() => ground?.close());

  it("are refused where the backup is another server's", async function () {
    this.timeout(600_000);
    const entry = { server: "db", generation: 2, ...points["db"], ...allowed };
    await write({ restores: [{ ...entry, ...points["web"] }] });
    await refused(
      /servers\.db: the recovery point \S+ is a backup of web of chemistry, and not of db/,
    );
  });

  it("beside give another server as it was then, and leave the first alone", async function () {
    this.timeout(600_000);
    const before = [machineNamed(ground.world, "db"), ...disksOf("db")];
    const restores = [
      { server: "db", as: "db-old", ...points["db"], ...allowed },
      { server: "db", disk: "data", as: "data-old", ...points["db"], ...allowed },
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
    for (const { id, properties } of before) {
      assert.deepEqual(after.get(id)?.properties["vmId"], properties["vmId"]);
      assert.deepEqual(after.get(id)?.properties["uniqueId"], properties["uniqueId"]);
    }
    assert.deepEqual(conventionProblems(await exportedResources(stack)), []);
    await settled();
  });

  it("in place give the same server as it was then", async function () {
    this.timeout(600_000);
    const before = machineNamed(ground.world, "db");
    const restores = [
      { server: "db", generation: 2, ...points["db"], without: ["data-old"], ...allowed },
    ];
    const db = { ...server, disks: { ...disks, "data-old": { size: "120 GiB" } } };
    const rest = { ...servers, "db-old": server, db };
    await write({ restores, confirm, servers: rest });
    const first = (await up()).steps.filter((step) => !step.startsWith("update"));
    assert.deepEqual(
      first.filter((step) => !/-restore-|-restored-system-1$|-lock$/.test(step)),
      [],
    );
    assert.deepEqual(contents("db"), ["40 damaged", "100 damaged", "120 orders of Monday"]);
    const again = { ...rest, db: { ...db, generation: 2 } };
    await write({ restores, confirm, servers: again });
    const preview = await stepsOf(stack, "preview");
    assert.match(
      preview.told,
      /db: data loss \(generation goes from 1 to 2: another machine starts from the backup of/,
    );
    requestFaults(ground.world, [
      {
        ...{ name: "no-swap", operation: "create", what: "timeout" },
        token: "azure-native:resources:AzureCliScript",
      },
    ]);
    assert.ok((await stepsOf(stack, "up")).failed);
    await up();
    const restored = ["40 orders of Monday", "100 orders of Monday", "120 orders of Monday"];
    assert.deepEqual(contents("db"), restored);
    const after = machineNamed(ground.world, "db");
    assert.equal(after.id, before.id);
    assert.deepEqual(after.properties["networkProfile"], before.properties["networkProfile"]);
    assert.deepEqual(after.properties["osProfile"], before.properties["osProfile"]);
    await write({ servers: again });
    await up();
    await settled();
    assert.deepEqual(contents("db"), restored);
    assert.deepEqual(left(), []);
  });

  it("of two clouds are rehearsed beside the real servers, as test, and leave only vaults", async function () {
    this.timeout(600_000);
    await write(acrossBoth);
    await up();
    await writeOn("web", "orders of Tuesday");
    await runBackups(ground.simulator.port);
    const before = readWorld(ground.world).objects;
    await writtenThere({ rehearse: true });
    const rehearsal = await openedThere("chemistry-elsewhere-rehearsal");
    const tried = await stepsOf(rehearsal, "up");
    assert.equal(tried.failed, false, tried.told);
    const known = new Set(before.map(({ id }) => id));
    const isNew = ({ id }: SeenObject) => !known.has(id);
    const machines = Object.keys(acrossBoth.servers).map((name) =>
      machinesNamed(ground.world, name).filter(isNew),
    );
    for (const [machine, ...others] of machines) {
      assert.equal(objectAt(machine?.properties ?? {}, "tags")["Environment"], "test");
      assert.deepEqual(others, []);
    }
    const text = JSON.stringify(readWorld(ground.world).objects.filter(isNew));
    assert.match(text, /vnet-north\/subnets\/rehearsal/);
    assert.match(text, /subnet-0c0ffee0000000013/);
    assert.doesNotMatch(text, /vnet-north\/subnets\/servers|subnet-0c0ffee0000000003/);
    await rehearsal.destroy();
    const { objects } = readWorld(ground.world);
    assert.deepEqual(
      objects.filter((one) => !isNew(one)),
      before,
    );
    const kinds = objects.filter(isNew).map(({ kind }) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), [
      ...["regionSettings:RegionSettings", "vault:Vault", "vaultPolicy:VaultPolicy"].map(
        (kind) => `aws:backup/${kind}`,
      ),
      "aws:kms/key:Key",
      ...["ProtectedItem", "ProtectionPolicy", "Vault"].map(
        (kind) => `azure-native:recoveryservices:${kind}`,
      ),
      "azure-native:resources:ResourceGroup",
    ]);
  });

  it("of two lost clouds bring the estate up elsewhere, in the order that leads across both", async function () {
    this.timeout(600_000);
    await loseRegion(ground.simulator.port, "germanywestcentral");
    await loseRegion(ground.simulator.port, "eu-central-1");
    assert.throws(() => machineNamed(ground.world, "db"));
    const told = await writtenThere({});
    assert.match(
      told,
      /on Microsoft Azure \(subscription \S+, germanynorth\) come up db, web, db-old\./,
    );
    assert.match(told, /1\. names .*db-old .*\n {2}2\. web .*\n {2}3\. db .*\n {2}4\. front /);
    const elsewhere = await openedThere("chemistry-elsewhere");
    const began: string[] = [];
    await elsewhere.up({
      onEvent: ({ resourcePreEvent, resOutputsEvent }) => {
        const [before, after] = [resourcePreEvent, resOutputsEvent].map(
          (event) => event?.metadata.urn.split("::").at(-1) ?? "",
        );
        const [begun] = /^(names|web|db|front)(?=-machine$)/.exec(before ?? "") ?? [];
        const [there] =
          /^((names|front)(?=-machine$)|(web|db)(?=-restored-system-1$))/.exec(after ?? "") ?? [];
        began.push(...(begun === undefined ? [] : [`${begun} begins`]));
        began.push(...(there === undefined ? [] : [`${there} is there`]));
      },
    });
    assert.deepEqual(
      began,
      ["names", "web", "db", "front"].flatMap((name) => [`${name} begins`, `${name} is there`]),
    );
    assert.deepEqual(contents("web"), ["40 orders of Tuesday"]);
    assert.deepEqual(contents("db"), [
      "40 orders of Monday",
      "100 orders of Monday",
      "120 orders of Monday",
    ]);
    assert.equal(machineNamed(ground.world, "db").properties["location"], "germanynorth");
    assert.equal(machineNamed(ground.world, "front").place, "111111111111/eu-west-1");
    const next = await stepsOf(elsewhere, "preview");
    assert.deepEqual([next.failed, next.steps], [false, []], next.told);
  });
});

const credential = {
  getToken: async () => ({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }),
};

/** Azure as far as it tells of recovery points, those of a world. */
function vaultOf(world: string): HttpClient {
  return {
    sendRequest: async (request) => {
      const path = new URL(request.url).pathname;
      const value = readWorld(world).objects.filter(
        ({ kind, id }) =>
          kind === "azure-native:recoveryservices:RecoveryPoint" && id.startsWith(`${path}/`),
      );
      return {
        ...{ request, headers: createHttpHeaders(), status: 200 },
        bodyAsText: JSON.stringify({ value }),
      };
    },
  };
}

function pointsIn(world: string) {
  const found = readWorld(world).objects.filter(
    ({ kind }) => kind === "azure-native:recoveryservices:RecoveryPoint",
  );
  return Object.fromEntries(found.map(entryOf));
}

function entryOf({ id, properties }: SeenObject) {
  const taken = `${shown(properties["recoveryPointTime"]).slice(0, 19)}Z`;
  return [shown(properties["machine"]).split("/").at(-1) ?? "", { point: id, taken }] as const;
}
