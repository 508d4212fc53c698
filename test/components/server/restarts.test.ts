import assert from "node:assert/strict";
import { z } from "zod";
import { restartRadii } from "../../../components/server/restarts.js";
import { radiusTables } from "../../../components/service/blastRadius/blastRadius.js";
import { record } from "../../../components/service/patchPath/values.js";
import { readEstate } from "../../../stacks/schema/read.js";
import { builtEstate } from "../patching/builtEstate.js";

const restarting = z.record(
  z.string(),
  z.object({ type: z.string(), inputs: z.record(z.string(), z.unknown()) }),
);

/** What restarts a server by its table and still needs no look before its resources. */
const exempt: readonly string[] = [
  // It never changes: a disk's label decides its slot, and the rest is the same for all disks.
  "vsphere:index/virtualMachine:VirtualMachine disks",
  // The one part of it that restarts a server is never set.
  "azure-native:compute:VirtualMachine storageProfile",
  // Changes of it are left alone.
  "vsphere:index/virtualMachine:VirtualMachine guestId",
];

/** The inputs, of those given, of which any part restarts a server by the table of the type. */
function restartingInputs(type: string, inputs: object): string[] {
  const rules = [...(radiusTables[type]?.rules ?? [])];
  const restarts = rules.flatMap(([path, rule]) =>
    typeof rule !== "function" && rule.level === "reboot" ? [path.split(/[.[]/)[0] ?? ""] : [],
  );
  return Object.keys(inputs).filter(
    (key) => restarts.includes(key) && !exempt.includes(`${type} ${key}`),
  );
}

describe("what can restart a server", () => {
  it("is known before its first resource, whatever it is", async function () {
    this.timeout(60_000);
    const found = new Set<string>();
    const { estate } = readEstate("stacks", "library");
    const servers = [...new Map(estate.servers.map((one) => [one.platform, one])).values()];
    assert.equal(servers.length, 3);
    const nodes = await builtEstate({ ...estate, servers });
    for (const { name } of servers) {
      const server = nodes.find((node) => node.name === name);
      const known = restarting.parse(record(server?.inputs)["restarts"]);
      for (const node of nodes.filter((one) => one.name.startsWith(`${name}-`))) {
        for (const input of restartingInputs(node.type, node.inputs)) {
          const role = node.name.slice(name.length + 1);
          assert.deepEqual(known[role]?.type, node.type, node.name);
          assert.deepEqual(known[role]?.inputs[input], node.inputs[input], node.name);
          found.add(`${node.type} ${input}`);
        }
      }
    }
    assert.ok(found.has("aws:ec2/instance:Instance instanceType"));
    assert.ok(found.has("azure-native:compute:VirtualMachine hardwareProfile"));
    assert.ok(found.has("vsphere:index/virtualMachine:VirtualMachine enableLogging"));
  });

  const machine = (type: string, inputs: object) => ({ restarts: { machine: { type, inputs } } });
  const levels = (before: object, after: object) =>
    restartRadii({ ...before }, { ...after }).map(({ level }) => level);

  it("is judged by the table of the resource", () => {
    const instance = "aws:ec2/instance:Instance";
    const [small, large] = ["t3.small", "t3.medium"].map((instanceType) =>
      machine(instance, { instanceType }),
    );
    assert.ok(small && large);
    assert.deepEqual(levels(small, large), ["reboot"]);
    assert.deepEqual(levels(small, small), ["none"]);
    const type = "vsphere:index/virtualMachine:VirtualMachine";
    const flags = { cpuHotAddEnabled: true, memoryHotAddEnabled: true };
    const sized = (numCpus: number) => machine(type, { numCpus, ...flags });
    assert.deepEqual(levels(sized(2), sized(4)), ["online"]);
    assert.deepEqual(levels(sized(4), sized(2)), ["reboot"]);
    const disk = (inputs: object) => ({
      restarts: { "disk-data": { type: "azure-native:compute:Disk", inputs } },
    });
    const [plain, other] = ["StandardSSD_LRS", "Premium_LRS"].map((name) =>
      disk({ sku: { name } }),
    );
    assert.ok(plain && other);
    assert.deepEqual(levels(plain, other), ["online"]);
    const encrypted = (diskEncryptionSetId: string) =>
      disk({ encryption: { diskEncryptionSetId } });
    assert.deepEqual(levels(encrypted("one"), encrypted("two")), ["reboot"]);
  });

  it("is nothing for what was not there before, or was kept by an older program", () => {
    const is = machine("aws:ec2/instance:Instance", { instanceType: "t3.small" });
    assert.deepEqual(levels({}, is), []);
    assert.deepEqual(levels({ restarts: {} }, is), []);
    const other = machine("azure-native:compute:VirtualMachine", {});
    assert.deepEqual(levels(other, is), []);
  });
});
