import fc from "fast-check";
import { slotConflicts } from "../../components/service/diskSlots.js";

const awsSizes = [
  [2, "2 GiB"],
  [2, "4 GiB"],
  [2, "8 GiB"],
  [4, "16 GiB"],
  [8, "32 GiB"],
  [4, "32 GiB"],
] as const;

const azureSizes = [
  [2, "4 GiB"],
  [2, "8 GiB"],
  [4, "16 GiB"],
] as const;

const images = [
  { image: "debian-12", from: 20 },
  { image: "rhel-9", from: 40 },
  { image: "windows-2022", from: 80 },
] as const;

// Words that some reader of YAML takes for something else than text.
const traps = [
  "no",
  "on",
  "y",
  "null",
  "true",
  "off",
  "yes",
  "e1",
  "nan",
  "inf",
  "x0",
  "prototype",
];
const label = fc.oneof(
  fc.constantFrom(...traps),
  fc.stringMatching(/^[a-z][a-z0-9-]{0,11}[a-z0-9]$/).filter((name) => name !== "constructor"),
);
// A generator of the pattern would list all of Unicode first, which takes seconds.
const text = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 22 })
  .filter((line) => /^[^\s\p{C}](?:[^\p{C}\p{Zl}\p{Zp}\n\r]*[^\s\p{C}])?$/u.test(line));
const costCenter = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9 ._:/=+@-]{0,10}[A-Za-z0-9])?$/),
  fc.constantFrom(
    "0123",
    "1e3",
    "0x1F",
    "0o17",
    "4711",
    "1.0",
    "12:30",
    "2026-11-21",
    "null",
    "no",
  ),
);
const environment = fc.constantFrom("production", "test", "development");
const dataLevel = fc.constantFrom(1, 2);
const tier = fc.constantFrom("standard", "fast");
const sizeFrom = (from: number) =>
  fc.oneof(
    fc.integer({ min: from, max: 9000 }).map((size) => `${size} GiB`),
    fc.integer({ min: 1, max: 60 }).map((size) => `${size} TiB`),
  );
const disk = (from: number) =>
  fc.record({ size: sizeFrom(from), tier }, { requiredKeys: ["size"] });
const groups = ["ring-test", "ring-production"] as const;
const inherited = {
  environment,
  dataLevel,
  patchGroup: fc.constantFrom(...groups),
  backupClass: fc.constantFrom("standard", "gold"),
};

/** The addresses for good of the networks, but for their last number. */
const plans = {
  "dc-chemistry": "10.240.200",
  "dc-library": "10.31.200",
  "aws-chemistry": "10.22.120",
  "aws-chemistry-storage": "10.22.180",
  "aws-library": undefined,
  "azure-chemistry": "10.122.120",
  "azure-chemistry-storage": "10.122.180",
} as const;

type NetworkName = keyof typeof plans;

/** Networks in short, or in full with dynamic addresses and others. */
const networksOf = (first: readonly NetworkName[], second: readonly NetworkName[]) =>
  fc.oneof(
    fc.record({ network: fc.constantFrom(...first) }),
    fc
      .record({
        names: fc
          .tuple(fc.constantFrom(...first), fc.option(fc.constantFrom(...second)))
          .map(([one, other]) => [...new Set([one, ...(other === null ? [] : [other])])]),
        isFixed: fc.tuple(fc.boolean(), fc.boolean()),
      })
      .map(({ names, isFixed }) => ({
        networks: names.map((name, index) => ({
          name,
          ...(isFixed[index] === true && plans[name] !== undefined && { address: plans[name] }),
        })),
      })),
  );

const place = fc.oneof(
  fc.record({
    platform: fc.constant("vsphere"),
    attached: networksOf(["dc-chemistry", "dc-library"], ["dc-chemistry", "dc-library"]),
    cpus: fc.integer({ min: 1, max: 128 }),
    memory: sizeFrom(1),
  }),
  fc
    .record({
      platform: fc.constant("aws"),
      attached: fc.oneof(
        networksOf(["aws-chemistry"], ["aws-chemistry-storage"]),
        networksOf(["aws-library"], ["aws-library"]),
      ),
      size: fc.constantFrom(...awsSizes),
    })
    .map(({ size: [cpus, memory], ...rest }) => ({ ...rest, cpus, memory })),
  fc
    .record({
      platform: fc.constant("azure"),
      attached: networksOf(["azure-chemistry"], ["azure-chemistry-storage"]),
      size: fc.constantFrom(...azureSizes),
    })
    .map(({ size: [cpus, memory], ...rest }) => ({ ...rest, cpus, memory })),
);

/** Azure always gives a TPM, AWS only with an AMI for it. */
function canHaveTpm(platform: string, image: string, tpm: boolean): boolean {
  return platform === "azure" ? tpm : platform === "vsphere" || !tpm || image === "windows-2022";
}

/** Azure's disks are smaller than those of the others. */
const azureDisk = (from: number, to: number) =>
  fc.record(
    { size: fc.integer({ min: from, max: to }).map((size) => `${size} GiB`), tier },
    { requiredKeys: ["size"] },
  );

const disksOf = (onAzure: boolean) =>
  fc.record({
    system: fc
      .constantFrom(...images)
      .chain(({ image, from }) =>
        (onAzure ? azureDisk(from, 4095) : disk(from)).map((system) => ({ image, system })),
      ),
    data: fc
      .dictionary(
        label.filter((name) => name !== "system"),
        onAzure ? azureDisk(1, 32_767) : disk(4),
        { maxKeys: 4 },
      )
      .filter((disks) => slotConflicts(Object.keys(disks)).length === 0),
  });

const server = fc
  .record({
    service: label,
    placed: place.chain((spot) =>
      disksOf(spot.platform === "azure").map((disks) => ({ ...disks, place: spot })),
    ),
    own: fc.record({ ...inherited, costCenter }, { requiredKeys: [] }),
    apart: fc.boolean(),
    tpm: fc.option(fc.boolean(), { nil: undefined }),
  })
  .map(
    ({
      service,
      placed: {
        place: { attached, ...place },
        system,
        data,
      },
      own,
      tpm,
      apart,
    }) => ({
      service,
      ...place,
      ...attached,
      image: system.image,
      ...own,
      // Azure brings one backup a day into its vault.
      ...(place.platform === "azure" && { backupClass: "standard" }),
      ...(apart && { apart: "peers" }),
      ...(tpm !== undefined && canHaveTpm(place.platform, system.image, tpm) && { tpm }),
      disks: { system: system.system, ...data },
    }),
  );

/** Valid estates for the catalog of this repository, as the values that a file holds. */
export const estates = fc
  .record({
    asOf: fc
      .date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    customer: fc.record({
      name: text,
      owner: label,
      costCenter,
      contact: fc.constantFrom("it@chemistry.example.edu", "a.b+c@d-e.example"),
    }),
    aws: fc.record({
      account: fc.stringMatching(/^0?[0-9]{11}$/).map((digits) => digits.padEnd(12, "7")),
      region: fc.constant("eu-central-1"),
    }),
    azure: fc.constant({
      subscription: "2c2c2c2c-0000-4000-8000-000000000002",
      location: "germanywestcentral",
    }),
    patchGroups: fc.constant({
      "ring-test": { window: "patch-week-thursday-night" },
      "ring-production": { window: "patch-week-next-tuesday-night" },
    }),
    defaults: fc.record(inherited),
    servers: fc.dictionary(label, server, { minKeys: 1, maxKeys: 5 }),
  })
  // Plain objects, as parsers make them.
  .map((estate) => structuredClone({ ...estate, servers: paired(addressed(estate.servers)) }));

/** Leaves out who would be kept apart from nobody, also when the line of one peer is spoilt. */
function paired<Server extends { readonly platform: string; readonly apart?: string }>(
  servers: Readonly<Record<string, Server>>,
): Record<string, Omit<Server, "apart"> & { apart?: string }> {
  const peers = Object.values(servers).filter(({ apart }) => apart !== undefined);
  const entries = Object.entries(servers).map(([name, { apart, ...server }]) => {
    const isAlone = peers.filter(({ platform }) => platform === server.platform).length < 3;
    return [name, { ...server, ...(apart !== undefined && !isAlone && { apart }) }] as const;
  });
  return Object.fromEntries(entries);
}

/** Gives every address its last number: that of the server. */
function addressed<Server extends object>(
  servers: Readonly<Record<string, Server>>,
): Record<string, Server> {
  const entries = Object.entries(servers).map(([name, server], index): [string, Server] => {
    const networks = "networks" in server && Array.isArray(server.networks) ? server.networks : [];
    const numbered = networks.map((network: { name: string; address?: string }) => ({
      ...network,
      ...(network.address !== undefined && { address: `${network.address}.${index + 1}` }),
    }));
    return [name, networks.length === 0 ? server : { ...server, networks: numbered }];
  });
  return Object.fromEntries(entries);
}
