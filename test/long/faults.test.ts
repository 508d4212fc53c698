import assert from "node:assert/strict";
import fc from "fast-check";
import { type CrashSite, openCrashSite, surviveFaults } from "../engine/crashes.js";

/** How many times the platforms fail; the long run takes 8. */
const count = Number(process.env["FAULTS"] ?? 2);
const seed = Number(process.env["FAULT_SEED"] ?? 20261121);

/** What is created while the platforms fail, on all of them. */
const tokens = [
  "aws:ec2/instance:Instance",
  "aws:ebs/volume:Volume",
  "aws:ec2/volumeAttachment:VolumeAttachment",
  "aws:ec2/securityGroup:SecurityGroup",
  "azure-native:compute:Disk",
  "azure-native:compute:VirtualMachine",
  "azure-native:network:NetworkInterface",
  "vsphere:index/folder:Folder",
  "vsphere:index/tag:Tag",
  "vsphere:index/virtualMachine:VirtualMachine",
] as const;

const fault = fc.record({
  operation: fc.constant("create" as const),
  token: fc.constantFrom(...tokens),
  what: fc.constantFrom("throttle", "timeout", "lostAnswer", "halfDone"),
  times: fc.integer({ min: 1, max: 2 }),
});

const failures = fc
  .array(fault, { minLength: 1, maxLength: 3 })
  .map((faults) => faults.map((one, index) => ({ ...one, name: `fault-${index}` })));

describe("platforms that throttle, time out, lose answers and make things by halves", () => {
  let site: CrashSite;

  before(async function () {
    this.timeout(120_000);
    site = await openCrashSite();
  });

  after(() => site.template.close());

  for (const [index, faults] of fc.sample(failures, { seed, numRuns: count }).entries()) {
    const words = faults.map(({ what, token }) => `${what} ${token.split(":").at(-1)}`).join(", ");
    it(`leave everything there once: ${index + 1}, ${words}`, async function () {
      this.timeout(120_000);
      assert.ok(await surviveFaults(site, faults), "nothing failed");
    });
  }
});
