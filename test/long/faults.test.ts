import assert from "node:assert/strict";
import fc from "fast-check";
import { type CrashSite, openCrashSite, surviveFaults } from "../engine/crashes.js";

/** How many times the platforms fail; the long run takes 8. */
const count = Number(process.env["FAULTS"] ?? 2);
const seed = Number(process.env["FAULT_SEED"] ?? 20261121);

/** What is created while the platforms fail, on all of them. */
const created = [
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

interface Occasion {
  readonly operation: "create" | "update" | "delete";
  readonly token: string;
}

/** What is done to servers that change while they fail. */
const changed: readonly Occasion[] = [
  { operation: "update", token: "aws:ec2/instance:Instance" },
  { operation: "update", token: "aws:ebs/volume:Volume" },
  { operation: "create", token: "aws:ec2/volumeAttachment:VolumeAttachment" },
  { operation: "delete", token: "aws:ec2/volumeAttachment:VolumeAttachment" },
  { operation: "update", token: "azure-native:compute:Disk" },
  { operation: "update", token: "azure-native:compute:VirtualMachine" },
  { operation: "update", token: "vsphere:index/virtualMachine:VirtualMachine" },
];

const failing = (occasion: fc.Arbitrary<Occasion>, minLength: number, maxLength: number) =>
  fc
    .array(
      fc.record({
        occasion,
        what: fc.constantFrom("throttle", "timeout", "lostAnswer", "halfDone"),
        times: fc.integer({ min: 1, max: 2 }),
      }),
      { minLength, maxLength },
    )
    .map((faults) =>
      faults.map(({ occasion: on, ...one }, index) => ({ ...on, ...one, name: `fault-${index}` })),
    );

const inCreates = failing(
  fc.constantFrom(...created).map((token) => ({ operation: "create" as const, token })),
  1,
  3,
);
const inChanges = failing(fc.constantFrom(...changed), 3, 5);

/** Parts of backups whose answers are lost: some are found again, some a person has to remove. */
const lostBackups: readonly (readonly [string, readonly string[]])[] = [
  [
    "vaults, plans and restore tests",
    ["vault:Vault", "plan:Plan", "restoreTestingPlan:RestoreTestingPlan"],
  ],
  [
    "selections, of which no look-up tells,",
    ["selection:Selection", "restoreTestingSelection:RestoreTestingSelection"],
  ],
];

const lost = (tokens: readonly string[]) =>
  tokens.map((token) => ({
    ...{ name: token, operation: "create" as const, what: "lostAnswer" as const },
    token: `aws:backup/${token}`,
  }));

/** A change has more that can fail at once, so it takes fewer of them. */
const runs = {
  first: { failures: inCreates, count },
  next: { failures: inChanges, count: Math.ceil(count / 4) },
};

for (const kind of ["first", "next"] as const) {
  const { failures, count: times } = runs[kind];
  const when = kind === "first" ? "servers are made" : "servers change";
  describe(`platforms that throttle, time out, lose answers and do things by halves while ${when}`, () => {
    let site: CrashSite;

    before(async function () {
      this.timeout(180_000);
      site = await openCrashSite(kind);
    });

    after(() => site.template.close());

    for (const [index, faults] of fc.sample(failures, { seed, numRuns: times }).entries()) {
      const words = faults.map(
        ({ what, operation, token }) => `${what} ${operation} ${token.split(":").at(-1)}`,
      );
      it(`leave everything there once: ${index + 1}, ${words.join(", ")}`, async function () {
        this.timeout(120_000);
        assert.ok(await surviveFaults(site, faults), "nothing failed");
      });
    }

    for (const [what, tokens] of kind === "first" ? lostBackups : []) {
      it(`leave ${what} there once`, async function () {
        this.timeout(120_000);
        assert.ok(await surviveFaults(site, lost(tokens)), "nothing failed");
      });
    }
  });
}
