import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { driftOf } from "../../cli/drift/drift.js";
import { tableOf } from "../../cli/drift/table.js";
import type { HostAccess } from "../../cli/guests/hypervHost.js";
import { isEmpty, run } from "../../cli/stack/run.js";
import { causeDrift } from "../../simulator/core/control.js";
import { newKeyPair } from "../../simulator/guests/keyPair.js";
import { type Listening, listen } from "../../simulator/guests/sshServer.js";
import { changeHost, type HypervHost, hypervHostAt } from "../../simulator/hyperv/host.js";
import { serveHypervHost } from "../../simulator/hyperv/session.js";
import type { Machine } from "../../simulator/hyperv/state.js";
import { readWorld } from "../../simulator/inspect.js";
import { readCatalog } from "../../stacks/schema/read.js";
import { estateFile, type TestServer } from "../engine/changingEstate.js";
import { type Ground, openGround } from "../engine/ground.js";
import { offerHyperv } from "../engine/hypervOffer.js";
import { watchedRun } from "../engine/watchedRun.js";
import { machineNamed } from "../engine/worldOf.js";

const disks = { system: { size: "40 GiB" }, data: { size: "100 GiB" } };

const servers: Readonly<Record<string, TestServer>> = {
  "on-aws": { platform: "aws", disks },
  "on-azure": { platform: "azure", disks },
  "on-hyperv": { platform: "hyperv", disks, replica: { host: "hv-2", every: "5m" } },
  "on-vsphere": { platform: "vsphere", disks },
};

describe("what changes behind our back", function () {
  this.timeout(300_000);
  let ground: Ground;
  let stack: Stack;
  let host: HypervHost;
  let door: Listening;
  let access: HostAccess;
  const key = newKeyPair("provider");

  before(async () => {
    ground = await openGround();
    offerHyperv(ground.stacks, ground.world);
    host = hypervHostAt(ground.world, "10.9.1.11") ?? assert.fail();
    door = await listen(host.files, {
      imageKey: key.public,
      serve: (session, connection) => serveHypervHost(session, connection, host),
    });
    access = {
      offer: readCatalog(ground.stacks).platforms.hyperv,
      credentials: { privateKey: key.private },
      limitMilliseconds: 20_000,
      route: async () => ({ host: "127.0.0.1", port: door.port }),
    };
    stack = await ground.open("chemistry");
    await writeFile(join(ground.stacks, "chemistry.estate.yaml"), estateFile({ servers }));
    await run(await ground.open("site"), "up");
    await run(stack, "up");
  });

  after(async () => {
    door.close();
    await ground.close();
  });

  const told = async () =>
    (await driftOf(stack, access)).flatMap(({ server, differences, unseen }) => [
      ...differences.map(
        ({ what, expected, found }) => `${server} ${what}: ${expected} -> ${found}`,
      ),
      ...(unseen === undefined ? [] : [`${server} unseen: ${unseen}`]),
    ]);
  const drift = (name: string, set: Parameters<typeof causeDrift>[1]["set"]) => {
    const { kind, id } = machineNamed(ground.world, name);
    return causeDrift(ground.simulator.port, { kind, id, ...(set && { set }) });
  };
  const volumeOf = (size: number) => {
    const { objects } = readWorld(ground.world);
    const { kind, id } =
      objects.find((one) => one.kind === "aws:ebs/volume:Volume") ?? assert.fail();
    return { kind, id, set: { size } };
  };
  const onHost = (change: (machine: Machine) => void) =>
    changeHost(host, ({ machines }) => {
      for (const machine of machines) {
        change(machine);
      }
    });

  it("is nothing where nobody changed anything, on all platforms", async () => {
    const all = await driftOf(stack, access);
    assert.deepEqual(
      all.map(({ server }) => server),
      Object.keys(servers),
    );
    assert.equal(tableOf(all), "4 servers are as they were left.");
  });

  it("shows in the same words on every platform", async () => {
    await drift("on-aws", { instanceType: "m7i.4xlarge", instanceState: "stopped" });
    await drift("on-azure", { hardwareProfile: { vmSize: "Standard_D8s_v5" } });
    await drift("on-vsphere", { numCpus: 8, memory: 32_768, powerState: "off" });
    onHost((machine) =>
      Object.assign(machine, {
        ...{
          cpus: 8,
          dynamicMemory: { minimumMiB: 512, maximumMiB: 32_768 },
          secureBoot: false,
          state: "Off",
        },
        adapters: machine.adapters.map((one) => ({ ...one, vlan: 999 })),
        replication: { ...machine.replication, frequencySeconds: 900 },
      }),
    );
    await causeDrift(ground.simulator.port, volumeOf(300));
    assert.deepEqual(await told(), [
      "on-aws disks.data.sizeGiB: 100 -> 300",
      "on-aws power: running -> stopped",
      "on-aws size: m7i.xlarge -> m7i.4xlarge",
      "on-azure size: Standard_D4s_v5 -> Standard_D8s_v5",
      "on-hyperv cpus: 4 -> 8",
      "on-hyperv dynamicMemory: false -> 512 to 32768 MiB",
      "on-hyperv firmware.secureBoot: true -> false",
      "on-hyperv networks.hv-chemistry: servers, VLAN 120 -> servers, VLAN 999",
      "on-hyperv power: Running -> Off",
      "on-hyperv replica.to: hv-2.example.edu every 300 s -> hv-2.example.edu every 900 s",
      "on-vsphere cpus: 4 -> 8",
      "on-vsphere memoryMiB: 16384 -> 32768",
      "on-vsphere power: on -> off",
    ]);
    assert.ok(isEmpty(await run(stack, "preview")), "looking wrote nothing");
  });

  it("shows at the next preview once it is written down, with what it takes to put it right", async () => {
    // A disk that somebody grew stays grown: nothing shrinks it again.
    await causeDrift(ground.simulator.port, volumeOf(100));
    await driftOf(stack, { ...access, write: true });
    const { told: said } = await watchedRun(stack, "preview");
    const of = (server: string) => said.filter((line) => line.startsWith(`${server}: `)).join();
    assert.match(of("on-aws"), /instanceType/, said.join("\n"));
    assert.match(of("on-azure"), /reboot .*hardwareProfile/);
    assert.match(of("on-vsphere"), /reboot .*numCpus/);
    assert.match(of("on-hyperv"), /reboot .*cpus/);
    await run(stack, "up");
    assert.ok(isEmpty(await run(stack, "preview")));
    assert.deepEqual(await told(), []);
  });

  it("says of what cannot be seen why, and of machines that are gone that they are", async () => {
    const { kind, id } = machineNamed(ground.world, "on-azure");
    await causeDrift(ground.simulator.port, { kind, id, remove: true });
    changeHost(host, ({ machines }) => machines.splice(0));
    const gone = await told();
    assert.ok(gone.includes("on-azure size: Standard_D4s_v5 -> undefined"), gone.join("\n"));
    assert.match(gone.join("\n"), /on-hyperv unseen: the host hv-1 says: the machine .* is not on/);
    access = { ...access, credentials: {} };
    assert.match(
      (await told()).join("\n"),
      /on-hyperv unseen: the host hv-1 does not let comanaged/,
    );
    access = { ...access, route: async () => ({ host: "127.0.0.1", port: 1 }) };
    assert.match((await told()).join("\n"), /on-hyperv unseen: the host hv-1 .*ECONNREFUSED/);
  });
});
