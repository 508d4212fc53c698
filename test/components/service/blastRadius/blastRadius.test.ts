import assert from "node:assert/strict";
import fc from "fast-check";
import {
  blastRadiusOf,
  radiusTables,
} from "../../../../components/service/blastRadius/blastRadius.js";
import { isWorse, type Level } from "../../../../components/service/blastRadius/level.js";
import { type Inputs, unknownValue } from "../../../../components/service/blastRadius/table.js";

const machine = "vsphere:index/virtualMachine:VirtualMachine";
const instance = "aws:ec2/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const azureMachine = "azure-native:compute:VirtualMachine";

const data = { label: "data", size: 10, keepOnRemove: true };
const system = { label: "system", size: 10, keepOnRemove: false };
const hot = { cpuHotAddEnabled: true, memoryHotAddEnabled: true };

const hosted = "comanaged:hyperv:machine";
const copied = (host: string, frequencySeconds: number) => ({
  replica: { host, frequencySeconds },
});

type Case = readonly [token: string, before: Inputs, after: Inputs, level: Level];

const cases: Readonly<Record<string, Case>> = {
  "more CPUs with hot-add": [machine, { ...hot, numCpus: 2 }, { ...hot, numCpus: 4 }, "online"],
  "more CPUs without hot-add": [machine, { numCpus: 2 }, { numCpus: 4 }, "reboot"],
  "more CPUs where hot-add is only just switched on": [
    machine,
    { numCpus: 2, cpuHotAddEnabled: false },
    { numCpus: 4, cpuHotAddEnabled: true },
    "reboot",
  ],
  "fewer CPUs": [machine, { ...hot, numCpus: 4 }, { ...hot, numCpus: 2 }, "reboot"],
  "fewer CPUs with hot-remove": [
    machine,
    { cpuHotRemoveEnabled: true, numCpus: 4 },
    { cpuHotRemoveEnabled: true, numCpus: 2 },
    "online",
  ],
  "more memory": [machine, { ...hot, memory: 1024 }, { ...hot, memory: 2048 }, "online"],
  "less memory": [machine, { ...hot, memory: 2048 }, { ...hot, memory: 1024 }, "reboot"],
  "CPUs that are not known yet": [
    machine,
    { ...hot, numCpus: 2 },
    { ...hot, numCpus: unknownValue },
    "reboot",
  ],
  "another template": [
    machine,
    { clone: { templateUuid: "a" } },
    { clone: { templateUuid: "b" } },
    "replace",
  ],
  "a rotated password": [
    machine,
    { clone: { customize: { windowsOptions: { adminPassword: "a" } } } },
    { clone: { customize: { windowsOptions: { adminPassword: "b" } } } },
    "replace",
  ],
  "a replica that begins": [hosted, { replica: null }, copied("hv-2", 300), "online"],
  "a replica that ends": [hosted, copied("hv-2", 300), { replica: null }, "online"],
  "a replica that goes elsewhere": [hosted, copied("hv-2", 300), copied("hv-5", 300), "online"],
  "a replica at another pace": [hosted, copied("hv-2", 300), copied("hv-2", 30), "online"],
  "a replica of which earlier documents do not tell": [hosted, {}, { replica: null }, "none"],
  "a replica that is not known yet": [
    hosted,
    { replica: null },
    { replica: unknownValue },
    "online",
  ],
  "a longer time for cloning": [
    machine,
    { clone: { templateUuid: "a", timeout: 30 } },
    { clone: { templateUuid: "a", timeout: 60 } },
    "none",
  ],
  "other settings": [machine, { extraConfig: { a: "1" } }, { extraConfig: { a: "2" } }, "reboot"],
  "other settings that need no restart": [
    machine,
    { extraConfig: { a: "1" } },
    { extraConfig: { a: "2" }, extraConfigRebootRequired: false },
    "online",
  ],
  "disks in another order": [machine, { disks: [system, data] }, { disks: [data, system] }, "none"],
  "a data disk that goes": [machine, { disks: [system, data] }, { disks: [system] }, "online"],
  "a disk that goes with its data": [
    machine,
    { disks: [data, system] },
    { disks: [data] },
    "data loss",
  ],
  "a disk with another label": [
    machine,
    { disks: [{ ...data, keepOnRemove: false }] },
    { disks: [{ ...data, label: "date", keepOnRemove: false }] },
    "data loss",
  ],
  "a virtual TPM": [machine, {}, { vtpm: {} }, "reboot"],
  "a network card": [
    machine,
    { networkInterfaces: [{ networkId: "a" }] },
    { networkInterfaces: [{ networkId: "a" }, { networkId: "b" }] },
    "online",
  ],
  "a property that nobody knows": [machine, { surprise: 1 }, { surprise: 2 }, "replace"],
  "a property of a disk that nobody knows": [
    machine,
    { disks: [{ ...data, surprise: 1 }] },
    { disks: [{ ...data, surprise: 2 }] },
    "replace",
  ],
  "notes of the provider's bridge": [machine, { __defaults: [] }, { __defaults: ["x"] }, "none"],
  "an instance type": [instance, { instanceType: "a" }, { instanceType: "b" }, "reboot"],
  "user data": [instance, { userData: "a" }, { userData: "b" }, "reboot"],
  "user data that replaces": [
    instance,
    { userData: "a" },
    { userData: "b", userDataReplaceOnChange: true },
    "replace",
  ],
  "a tag": [instance, { tags: { a: "1" } }, { tags: { a: "2" } }, "none"],
  "a larger root volume": [
    instance,
    { rootBlockDevice: { volumeSize: 8 } },
    { rootBlockDevice: { volumeSize: 9 } },
    "online",
  ],
  "another key of a volume": [volume, { kmsKeyId: "a" }, { kmsKeyId: "b" }, "data loss"],
  "a device of an attachment": [
    "aws:ec2/volumeAttachment:VolumeAttachment",
    { deviceName: "a" },
    { deviceName: "b" },
    "replace",
  ],
  "a type that nobody knows": ["aws:new/thing:Thing", { a: 1 }, { a: 2 }, "replace"],
};

const values = fc.jsonValue({ maxDepth: 3 });
const tokens = fc.constantFrom(...Object.keys(radiusTables));
const inputs = (token: string) =>
  fc.dictionary(
    fc.oneof(
      fc.constantFrom(
        ...[...(radiusTables[token]?.rules.keys() ?? [])].map(
          (name) => name.split(/[.[]/)[0] ?? "",
        ),
      ),
      fc.string(),
    ),
    values,
    { maxKeys: 6, noNullPrototype: true },
  );
const changes = tokens.chain((token) => fc.tuple(fc.constant(token), inputs(token), inputs(token)));

describe("the blast radius of a change", () => {
  for (const [name, [token, before, after, level]] of Object.entries(cases)) {
    it(`${name}: ${level}`, () => {
      const radius = blastRadiusOf(token, before, after);
      assert.equal(radius.level, level);
      assert.deepEqual(radius.refusals, []);
    });
  }

  it("refuses to grow the system disk of a machine that Azure would have to deallocate", () => {
    const disk = (diskSizeGB: number) => ({ storageProfile: { osDisk: { diskSizeGB } } });
    const { refusals } = blastRadiusOf(azureMachine, disk(30), disk(60));
    assert.match(refusals[0]?.why ?? "", /from 30 to 60 only while the machine is deallocated/);
  });

  it("is none and has no reasons when nothing changes", () => {
    fc.assert(
      fc.property(changes, ([token, before]) => {
        const { level, reasons } = blastRadiusOf(token, before, structuredClone(before));
        assert.deepEqual({ level, reasons }, { level: "none", reasons: [] });
      }),
    );
  });

  it("is not overlooked: whatever differs has a reason", () => {
    fc.assert(
      fc.property(changes, ([token, before, after]) => {
        const own = (all: Inputs) =>
          Object.fromEntries(Object.entries(all).filter(([key]) => !key.startsWith("__")));
        const differs = JSON.stringify(sorted(own(before))) !== JSON.stringify(sorted(own(after)));
        if (differs) {
          assert.notDeepEqual(blastRadiusOf(token, before, after).reasons, []);
        }
      }),
    );
  });

  it("never gets smaller when more is changed at once", () => {
    fc.assert(
      fc.property(changes, fc.string(), ([token, before, after], extra) => {
        // A flag that other answers depend on is not "more of the same".
        const flags = ["extraConfigRebootRequired", "userDataReplaceOnChange"];
        const whole = blastRadiusOf(token, before, after).level;
        for (const key of Object.keys(after).filter((name) => !flags.includes(name))) {
          const part = { ...before, [key]: after[key] };
          assert.ok(
            !isWorse(blastRadiusOf(token, before, part).level, whole) || hasFlag(before, after),
          );
        }
        const more = { ...after, [`new ${extra}`]: 1 };
        assert.ok(!isWorse("replace", blastRadiusOf(token, before, more).level));
        function hasFlag(...all: readonly Inputs[]) {
          return all.some((one) => flags.some((flag) => flag in one));
        }
      }),
    );
  });

  it("of an unknown value is at least that of any known one", () => {
    const sizes = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(
        fc.constantFrom("numCpus", "memory", "hardwareVersion"),
        fc.record({ before: sizes, after: sizes, hotAdd: fc.boolean() }),
        (property, { before, after, hotAdd }) => {
          const flags = { cpuHotAddEnabled: hotAdd, memoryHotAddEnabled: hotAdd };
          const was = { ...flags, [property]: before };
          const known = blastRadiusOf(machine, was, { ...flags, [property]: after });
          const unknown = blastRadiusOf(machine, was, { ...flags, [property]: unknownValue });
          if (known.refusals.length === 0) {
            assert.ok(!isWorse(known.level, unknown.level));
          }
        },
      ),
    );
  });

  it("of a disk: growing is online and leaves a task, shrinking is refused", () => {
    const sizes = fc.integer({ min: 1, max: 4096 });
    fc.assert(
      fc.property(sizes, sizes, (before, after) => {
        fc.pre(before !== after);
        const found = [
          blastRadiusOf(
            machine,
            { disks: [system, { ...data, size: before }] },
            { disks: [{ ...data, size: after }, system] },
          ),
          blastRadiusOf(volume, { size: before }, { size: after }, "data"),
        ];
        for (const { level, refusals, customerTasks } of found) {
          assert.equal(level, after > before ? "online" : "data loss");
          assert.equal(refusals.length, after > before ? 0 : 1);
          assert.deepEqual(
            customerTasks,
            after > before ? ["extend the file system on disk data"] : [],
          );
        }
      }),
    );
  });

  it("of a replica that ends tells where its copy stays", () => {
    const ends = JSON.stringify(blastRadiusOf(hosted, copied("hv-2", 300), { replica: null }));
    assert.match(ends, /ends on hv-2: the copy stays there until it is deleted on hv-2/);
  });

  it("names what vCenter and EC2 never do", () => {
    const refused = (token: string, before: Inputs, after: Inputs) =>
      blastRadiusOf(token, before, after).refusals.map(({ path }) => path);
    assert.deepEqual(refused(machine, { hardwareVersion: 21 }, { hardwareVersion: 19 }), [
      "hardwareVersion",
    ]);
    const attached = [{ ...data, attach: true }];
    assert.deepEqual(refused(machine, { disks: [data] }, { disks: attached }), [
      "disks.data.attach",
    ]);
    const root = (volumeSize: number) => ({ rootBlockDevice: { volumeSize } });
    assert.deepEqual(refused(instance, root(9), root(8)), ["rootBlockDevice.volumeSize"]);
  });

  it("never shows a value that could be a secret", () => {
    const secret = (text: string) => ({
      clone: { customize: { windowsOptions: { adminPassword: text } } },
      extraConfig: { userdata: text },
    });
    const told = JSON.stringify(blastRadiusOf(machine, secret("canary-1"), secret("canary-2")));
    assert.doesNotMatch(told, /canary/);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value)
        .map(([key, inner]): [string, unknown] => [key, sorted(inner)])
        .sort(([a], [b]) => (a < b ? -1 : 1))
    : value;
}
