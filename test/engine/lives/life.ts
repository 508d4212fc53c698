import fc from "fast-check";
import type { TestServer } from "../changingEstate.js";

/** A disk as an estate's file has it. */
interface LifeDisk {
  readonly size: string;
  readonly tier: "standard" | "fast";
  readonly removed?: true;
}

/** A server of a generated life: everything that can change is said. */
export interface LifeServer extends TestServer {
  readonly cpus: number;
  readonly memory: string;
  readonly disks: Readonly<Record<string, LifeDisk>>;
}

/** What a server is at birth and after each change. */
export type Life = readonly [birth: LifeServer, ...later: LifeServer[]];

/** One step in the life of a server; undefined when it does not fit what the server is. */
type Step = (server: LifeServer) => LifeServer | undefined;

/** CPUs and memory that every platform of the catalog offers. */
const sizes = [
  { cpus: 2, memory: "8 GiB" },
  { cpus: 4, memory: "16 GiB" },
  { cpus: 8, memory: "32 GiB" },
  { cpus: 4, memory: "32 GiB" },
] as const;
const labels = ["data", "logs", "home", "archive"] as const;
const tiers = ["standard", "fast"] as const;
const movesDisks: readonly string[] = ["vsphere", "aws"];
/** io2 has 4,000 operations a second, which it offers from 8 GiB; 50 suits everybody. */
const smallest = 50;

/** The words of an asset for its drives. */
const drives: readonly string[] = ["system", "data"];

/** Few are physical: each has a BMC of its own, and a machine changes little. */
const platform = fc.oneof(
  { arbitrary: fc.constantFrom("vsphere", "aws", "azure", "hyperv"), weight: 16 },
  { arbitrary: fc.constant("physical"), weight: 1 },
);

const born = fc.record({
  platform,
  size: fc.constantFrom(...sizes),
  system: fc.integer({ min: 4, max: 9 }),
  data: fc.dictionary(
    fc.constantFrom(...labels),
    fc.record({ grown: fc.nat(9), tier: fc.constantFrom(...tiers) }),
    { maxKeys: 3, noNullPrototype: true },
  ),
});

const birth: fc.Arbitrary<LifeServer> = born.map(({ platform: where, size, system, data }) => ({
  platform: where,
  ...(where === "vsphere" && { network: "dc-chemistry" }),
  ...size,
  backupClass: "standard",
  patchGroup: "production",
  dataLevel: 1,
  disks: {
    system: { size: `${system * 10} GiB`, tier: "standard" },
    ...Object.fromEntries(
      Object.entries(data)
        .filter(([label]) => where !== "physical" || drives.includes(label))
        .map(([label, { grown, tier }]) => [label, { size: `${smallest + grown * 10} GiB`, tier }]),
    ),
  },
}));

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...sizes).map(resize),
  fc.constantFrom("test", "production").map((patchGroup) => become({ patchGroup })),
  fc.constantFrom("standard", "gold").map(changeBackups),
  fc.constantFrom(1, 2).map((dataLevel) => become({ dataLevel })),
  fc.constantFrom("dc-chemistry", "dc-library").map(moveNetwork),
  fc
    .record({ label: fc.constantFrom("system", ...labels), by: fc.integer({ min: 1, max: 5 }) })
    .map(grow),
  fc.record({ label: fc.constantFrom(...labels), tier: fc.constantFrom(...tiers) }).map(add),
  fc.record({ label: fc.constantFrom(...labels), tier: fc.constantFrom(...tiers) }).map(moveDisk),
  fc.constantFrom(...labels).map(detach),
);

/** Lives with as many changes as asked for; some changes change nothing. */
export function lives(changes: number): fc.Arbitrary<Life> {
  const steps = fc.array(fc.array(step, { maxLength: 3 }), {
    minLength: changes,
    maxLength: changes,
  });
  return fc.record({ birth, steps }).map(({ birth: first, steps: years }) => {
    let server = first;
    const later = years.map((year) => {
      server = year.reduce((was, change) => change(was) ?? was, server);
      return server;
    });
    return [first, ...later];
  });
}

function become(facts: Partial<LifeServer>): Step {
  return (server) => ({ ...server, ...facts });
}

/** A physical machine is as it was delivered, and refused where another one is described. */
function resize(size: (typeof sizes)[number]): Step {
  return (server) => (server.platform === "physical" ? undefined : { ...server, ...size });
}

/** Azure brings one backup a day into its vault, so that the product refuses the class there. */
function changeBackups(backupClass: string): Step {
  return (server) => (server.platform === "azure" ? undefined : { ...server, backupClass });
}

function grow({ label, by }: { readonly label: string; readonly by: number }): Step {
  return (server) => {
    const disk = server.disks[label];
    // Azure grows the disk that a machine starts from only while it is deallocated, so the
    // product refuses it; a test of its own shows that.
    const never = label === "system" && server.platform === "azure";
    return disk === undefined || disk.removed || never
      ? undefined
      : withDisk(server, label, {
          ...disk,
          size: `${Number.parseInt(disk.size, 10) + by * 10} GiB`,
        });
  };
}

function add({
  label,
  tier,
}: {
  readonly label: string;
  readonly tier: "standard" | "fast";
}): Step {
  return (server) =>
    server.disks[label] === undefined && (server.platform !== "physical" || drives.includes(label))
      ? withDisk(server, label, { size: `${smallest} GiB`, tier })
      : undefined;
}

function detach(label: string): Step {
  return (server) => {
    const disk = server.disks[label];
    // What is in a machine of the customer's, the customer takes out.
    return disk === undefined || server.platform === "physical"
      ? undefined
      : withDisk(server, label, { ...disk, removed: true });
  };
}

function moveDisk({
  label,
  tier,
}: {
  readonly label: string;
  readonly tier: "standard" | "fast";
}): Step {
  return (server) => {
    const disk = server.disks[label];
    // Azure does it to detached disks only, and elsewhere a disk stays where it was made: the
    // product refuses it, as tests of their own show.
    return disk === undefined || disk.removed || !movesDisks.includes(server.platform)
      ? undefined
      : withDisk(server, label, { ...disk, tier });
  };
}

/** A subnet of a cloud is chosen at birth; a port group is not. */
function moveNetwork(network: string): Step {
  return (server) => (server.platform === "vsphere" ? { ...server, network } : undefined);
}

function withDisk(server: LifeServer, label: string, disk: LifeDisk): LifeServer {
  return { ...server, disks: { ...server.disks, [label]: disk } };
}
