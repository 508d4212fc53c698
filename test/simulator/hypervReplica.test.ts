import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectedOf, foundOf, machinesIn, seenMachine } from "../../cli/drift/hypervFacts.js";
import { sentToHost } from "../../components/server/hypervDocument.js";
import type { HypervPlacement } from "../../components/server/placement.js";
import { keepHyperv, removeHyperv } from "../../components/service/access/windowsCommands.js";
import { differences } from "../../components/service/observed.js";
import type { ServerDescription } from "../../components/service/server.js";
import {
  changeHost,
  type HypervHost,
  hypervHostAt,
  hypervMachines,
  stateOf,
} from "../../simulator/hyperv/host.js";
import { Cut } from "../../simulator/hyperv/hostRun.js";
import type { Machine, Replication } from "../../simulator/hyperv/state.js";
import { data, hypervHosts, key, placement as place, system } from "./hypervHosts.js";

const replicaLink = {
  server: "hv-2.example.edu",
  port: 80,
  authentication: "kerberos",
} as const;
const placement: HypervPlacement = { ...place, replicaLink };

const replica = { host: "hv-2", frequencySeconds: 300 };

const replicated: Partial<ServerDescription> = { replica };

describe("A machine that a Hyper-V host replicates", () => {
  const { newWorld, ask, reserve, told, keep, machineOf: only } = hypervHosts({}, placement);

  const hostsOfNewWorld = () => {
    const world = newWorld();
    const [host, other] = ["10.9.1.11", "10.9.1.12"].map((at) => hypervHostAt(world, at));
    assert.ok(host && other);
    return { world, host, other };
  };

  const born = (of: Partial<ServerDescription> = replicated) => {
    const hosts = hostsOfNewWorld();
    const id = reserve(hosts.host).observed.machineId ?? "";
    assert.deepEqual(keep(hosts.host, id, of).problems, []);
    return { ...hosts, id };
  };

  const change = (host: HypervHost, how: (machine: Machine) => void) =>
    changeHost(host, ({ machines: [machine] }) => machine && how(machine));

  const replication = (to: Partial<Replication>) => (machine: Machine) =>
    Object.assign(machine.replication ?? {}, to);

  it("has a copy of its GUID on the other host, which is off and in no network", () => {
    const { world, host, other, id } = born();
    const [machine, copy] = [only(host), only(other)];
    assert.deepEqual(
      [machine.replication?.mode, machine.replication?.state, machine.replication?.server],
      ["Primary", "Replicating", "hv-2.example.edu"],
    );
    assert.deepEqual(
      [copy.id, copy.name, copy.state, copy.replication?.mode, copy.adapters[0]?.switch],
      [id, "db-1", "Off", "Replica", null],
    );
    assert.equal(machine.notes.split("\n")[1], "comanaged replica to hv-2.example.edu");
    assert.deepEqual(hypervMachines(world), [machine]);
    const before = stateOf(host);
    assert.deepEqual(keep(host, id, replicated).changed, []);
    assert.deepEqual(stateOf(host), before);
  });

  it("begins, changes and ends while it runs, and its copy stays", () => {
    const { host, other, id } = born({});
    assert.deepEqual(keep(host, id, replicated).changed, ["replica", "first copy of the replica"]);
    const often = { replica: { ...replica, frequencySeconds: 30 } };
    assert.deepEqual(keep(host, id, often).changed, ["settings of the replica"]);
    assert.equal(only(other).replication?.frequencySeconds, 30);
    const more = { ...often, disks: { system, data, log: data } };
    assert.deepEqual(keep(host, id, more).changed, [
      "file of disk log",
      "disk log",
      "disks of the replica",
    ]);
    const snapshots = { before: { purpose: "x", owner: "a@b.edu", until: "2026-11-25" } };
    assert.deepEqual(keep(host, id, { ...more, snapshots }).changed, [
      "notes",
      "checkpoint comanaged-before",
    ]);
    assert.deepEqual(keep(host, id, { ...more, snapshots }).changed, []);
    keep(host, id, more);
    assert.deepEqual(keep(host, id, { disks: more.disks }).changed, ["end of the replica"]);
    assert.deepEqual([only(host).starts, only(host).replication], [1, undefined]);
    assert.doesNotMatch(only(host).notes, /replica/);
    assert.deepEqual([only(other).id, only(other).replication?.mode], [id, "Replica"]);
    // Its copy is in the way of another one, as Hyper-V says.
    assert.match(keep(host, id, more).problems.join(), /the identifier .* exists on 'hv-2/);
    changeHost(other, ({ machines }) => machines.pop());
    assert.deepEqual(keep(host, id, more).changed, ["replica", "first copy of the replica"]);
  });

  it("is replicated once, as told, wherever the connection was cut", () => {
    for (let step = 0; ; step += 1) {
      const { host, other, id } = born({});
      writeFileSync(join(host.folder, "cut"), String(step));
      let isCut = true;
      try {
        keep(host, id, replicated);
        isCut = false;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(keep(host, id, replicated).problems, []);
      assert.equal(only(host).replication?.state, "Replicating", `cut after step ${step}`);
      assert.equal(only(other).id, id);
      assert.deepEqual(keep(host, id, replicated).changed, []);
      if (!isCut) {
        assert.ok(step >= 3, String(step));
        break;
      }
    }
    for (let step = 0; ; step += 1) {
      const { host, id } = born();
      writeFileSync(join(host.folder, "cut"), String(step));
      try {
        keep(host, id);
        assert.ok(step >= 2);
        break;
      } catch (error) {
        assert.ok(error instanceof Cut, String(error));
      }
      assert.deepEqual(keep(host, id).problems, []);
      const { replication: left, notes, state } = only(host);
      assert.deepEqual([left, state], [undefined, "Running"]);
      assert.doesNotMatch(notes, /replica/);
    }
  });

  it("is refused, and nothing is touched, where the replica would suffer or is not ours", () => {
    const { host, id } = born();
    const refused = (said: RegExp, of: Partial<ServerDescription>, at = placement) => {
      const before = stateOf(host);
      const { problems, changed } = keep(host, id, of, at);
      assert.match(problems.join("\n"), said);
      assert.deepEqual([changed, stateOf(host)], [[], before]);
    };
    const grown = { ...replicated, disks: { system, data: { ...data, sizeGiB: 200 } } };
    refused(/disks\.data: the replica is in the way/, { ...replicated, disks: { system } });
    refused(/disks\.system: the replica is in the way/, { ...replicated, generation: 2 });
    refused(/disks\.data: .* grows only while its machine runs/, { ...grown, cpus: 8 });
    assert.deepEqual(keep(host, id, grown).changed, ["size of disk data"]);
    change(host, replication({ state: "PreparedForFailover" }));
    refused(/a failover is under way \(PreparedForFailover\)/, grown);
    refused(/a failover is under way/, { disks: grown.disks });
    const removal = ask(host, removeHyperv, told(id, grown));
    assert.match(removal.problems.join(), /a failover is under way/);
    change(host, replication({ state: "Replicating", server: "hv-9.example.edu" }));
    refused(/somebody else has it replicated to hv-9\.example\.edu/, grown);
    // What somebody else has set up is neither ended nor touched where none is told.
    assert.deepEqual(keep(host, id, { disks: grown.disks }).problems, []);
    assert.equal(only(host).replication?.server, "hv-9.example.edu");
  });

  it("is not begun with a host that takes none, and the machine is not touched", () => {
    const { host, id } = born({});
    const wrong: readonly (readonly [NonNullable<HypervPlacement["replicaLink"]>, RegExp])[] = [
      [{ server: "hv-7.example.edu", port: 80, authentication: "kerberos" }, /failed to connect/],
      [{ server: "hv-2.example.edu", port: 81, authentication: "kerberos" }, /on port 81: Hyper-V/],
      [
        {
          ...{ server: "hv-2.example.edu", port: 80, authentication: "certificate" },
          certificate: "3FB2C1F2A1B04E2D9A8C7B6E5D4C3B2A19080706",
        },
        /does not support Certificate/,
      ],
    ];
    for (const [replicaLink, said] of wrong) {
      const before = stateOf(host);
      const { problems, changed } = keep(host, id, replicated, { ...placement, replicaLink });
      assert.match(problems.join(), said);
      assert.deepEqual([changed, stateOf(host), problems.length], [[], before, 1]);
    }
    const replicaLink = {
      server: "hv-2.example.edu",
      port: 443,
      authentication: "certificate",
    } as const;
    const bare = keep(host, id, replicated, { ...placement, replicaLink });
    assert.match(bare.problems.join(), /none of this program/);
  });

  it("is never mistaken for its copy, which carries its GUID, name and key", () => {
    const { other, id } = born();
    const before = stateOf(other);
    const copy = /is a replica here: what runs is on another host, and nothing was touched/;
    assert.match(keep(other, id, replicated).problems.join(), copy);
    assert.match(ask(other, removeHyperv, told(id, {})).problems.join(), copy);
    for (const machine of [id, "db-1"]) {
      const looked = ask(other, keepHyperv, sentToHost("standing", { key, machine }));
      assert.match(looked.problems.join(), copy);
    }
    const address = ask(other, keepHyperv, sentToHost("address", { machineId: id, key }));
    assert.match(address.problems.join(), copy);
    const adoption = told(id, {}).replace('"machine":{', '"adoption":{').replace(key, "a/b/c");
    assert.match(ask(other, keepHyperv, adoption).problems.join(), copy);
    // A server of the same key that is to stand there is another one, and its name is taken.
    assert.match(reserve(other).problems.join(), /somebody else is called db-1/);
    assert.deepEqual(stateOf(other), before);
  });

  it("is replicated no more when it is retired or removed, whoever had it replicated", () => {
    const { host, other, id } = born();
    assert.ok(
      keep(host, id, { ...replicated, retired: true }).changed.includes("end of the replica"),
    );
    const again = born();
    change(again.host, replication({ server: "hv-9.example.edu" }));
    const removed = ask(again.host, removeHyperv, told(again.id, replicated));
    assert.deepEqual(removed.problems, []);
    assert.deepEqual(stateOf(again.host).machines, []);
    assert.deepEqual([only(other).id, only(again.other).id], [id, again.id]);
  });

  it("shows at the look for drift how its replica gets on", () => {
    const { host, other, id } = born();
    const stdin = told(id, replicated);
    const state = { version: 3, deployment: { resources: [command(stdin)] } };
    const [machine] = machinesIn(state);
    assert.ok(machine);
    const seen = (at: HypervHost) => {
      const look = sentToHost("observation", { machineId: id, key, adopted: [] });
      const { machine: found } = seenMachine.parse(ask(at, keepHyperv, look).observed);
      return differences(expectedOf(machine), foundOf(found)).map(
        ({ what, expected, found: is }) => `${what}: ${expected} ${is}`,
      );
    };
    assert.deepEqual(seen(host), []);
    change(host, replication({ state: "InitialReplicationInProgress" }));
    assert.deepEqual(seen(host), []);
    change(host, replication({ state: "Suspended", health: "Critical" }));
    assert.deepEqual(seen(host), [
      "replica.health: Normal Critical",
      "replica.state: Replicating Suspended",
    ]);
    change(host, replication({ state: "Replicating", health: "Normal", frequencySeconds: 900 }));
    assert.deepEqual(seen(host), [
      "replica.to: hv-2.example.edu every 300 s hv-2.example.edu every 900 s",
    ]);
    // After a failover with its direction reversed, what stands there is the replica.
    assert.ok(seen(other).includes("replica.of: undefined hv-1.example.edu"));
    change(host, (one) => delete one.replication);
    assert.deepEqual(
      seen(host).map((line) => line.split(":")[0]),
      [...["replica.health", "replica.state", "replica.to"]],
    );
  });
});

/** A command as the engine keeps it. */
function command(stdin: string) {
  return { urn: "urn:a", type: "command:remote:Command", inputs: { stdin } };
}
