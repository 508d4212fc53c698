import assert from "node:assert/strict";
import { causeDrift } from "../../simulator/core/control.js";
import type { Client } from "./client.js";
import { instance, machine, tokens } from "./samples.js";
import { Bench, refusal } from "./support.js";

const instanceState = "aws:ec2transitgateway/instanceState:InstanceState";

describe("the power of machines", () => {
  const bench = new Bench();
  let aws: Client;
  let vcenter: Client;
  before(async () => {
    await bench.start();
    aws = await bench.aws();
    vcenter = await bench.vsphere();
  });
  after(() => bench.end());

  const seen = (id: string) => {
    const object = bench
      .world()
      .objects.find((one) => one.id === id && /:(Instance|VirtualMachine)$/.test(one.kind));
    assert.ok(object);
    return object;
  };
  const happened = (id: string) => seen(id).history.map(({ what }) => what);

  it("on AWS is kept by a resource that leaves it as it is when it goes", async () => {
    const { id } = await aws.create(tokens.instance, instance);
    const stopped = { instanceId: id, state: "stopped" };
    const made = await aws.create(instanceState, stopped);
    assert.deepEqual([made.id, seen(id).properties["instanceState"]], [id, "stopped"]);
    await aws.create(instanceState, stopped);
    assert.deepEqual(happened(id), ["created", "stopped"]);
    await causeDrift(bench.port, { kind: tokens.instance, id, set: { instanceState: "running" } });
    const drifted = await aws.read(instanceState, made);
    assert.equal(drifted.properties.value["state"], "running");
    assert.deepEqual(Object.keys((await aws.diff(instanceState, drifted, stopped)).detailed), [
      "state",
    ]);
    await aws.update(instanceState, drifted, stopped);
    await aws.delete(instanceState, made);
    assert.equal(seen(id).properties["instanceState"], "stopped");
    const { failures } = await aws.check(instanceState, { instanceId: id, state: "hibernated" });
    assert.equal(failures.length, 1);
    const nothing = aws.create(instanceState, { instanceId: "i-0", state: "stopped" });
    assert.match(await refusal(nothing), /InvalidInstanceID\.NotFound/);
  });

  it("on AWS is on after another type, as the provider leaves it", async () => {
    const made = await aws.create(tokens.instance, instance);
    await aws.create(instanceState, { instanceId: made.id, state: "stopped" });
    await aws.update(tokens.instance, made, { ...instance, instanceType: "t3.medium" });
    assert.equal(seen(made.id).properties["instanceState"], "running");
  });

  it("on vSphere is on after every change, as the provider leaves it", async () => {
    const made = await vcenter.create(tokens.machine, machine("off"));
    await causeDrift(bench.port, { kind: tokens.machine, id: made.id, set: { powerState: "off" } });
    await vcenter.update(tokens.machine, made, machine("off", { numCpus: 4 }));
    assert.equal(seen(made.id).properties["powerState"], "on");
    assert.ok(happened(made.id).includes("started"));
  });
});
