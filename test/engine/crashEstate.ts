/** Where an estate stands: its accounts, and whose networks of the catalog it uses. */
interface CrashGround {
  readonly owner: string;
  readonly account: string;
  readonly subscription: string;
  readonly networks: "chemistry" | "library";
  /** The networks of the server that has the most. */
  readonly interfaces: string;
}

/** The estate whose runs are broken off. */
export const crashEstate = estateOn({
  owner: "crashlab",
  account: "222222222222",
  subscription: "2c2c2c2c-0000-4000-8000-000000000002",
  networks: "chemistry",
  interfaces:
    "networks: [{ name: aws-chemistry }, { name: aws-chemistry-storage, address: 10.22.180.7 }]",
});

/**
 * The same estate later: machines have more memory, disks have grown, one is detached and one is
 * new.
 */
export const changedEstate = crashEstate
  .replaceAll("memory: 4 GiB", "memory: 8 GiB")
  .replaceAll("data: { size: 10 GiB }", "data: { size: 20 GiB }")
  .replace("logs: { size: 5 GiB }", "logs: { size: 5 GiB, removed: true }, home: { size: 5 GiB }");

/** Another customer's estate with the same names on the same vCenter and in the same organization. */
export const twinEstate = estateOn({
  owner: "crashtwin",
  account: "333333333333",
  subscription: "3d3d3d3d-0000-4000-8000-000000000003",
  networks: "library",
  interfaces: "network: aws-library",
});

/** An estate with every kind of object that a create can be broken off at. */
function estateOn({ owner, account, subscription, networks, interfaces }: CrashGround): string {
  return `asOf: 2026-11-21
customer: { name: Crash Laboratory, owner: ${owner}, costCenter: "1-1", contact: crash@example.edu }
aws: { account: "${account}", region: eu-central-1 }
azure: { subscription: ${subscription}, location: germanywestcentral }
patchGroups:
  all: { window: patch-week-thursday-night }
  later: { window: patch-week-next-tuesday-night, after: { group: all, soak: 3d } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  one:
    service: crash
    platform: vsphere
    image: debian-12
    network: dc-${networks}
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB } }
  two:
    service: crash
    platform: aws
    image: debian-12
    ${interfaces}
    apart: peers
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB }, logs: { size: 5 GiB } }
  three:
    service: crash
    patchGroup: later
    platform: aws
    image: debian-12
    network: aws-${networks}
    apart: peers
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  four:
    service: crash
    platform: azure
    image: debian-12
    network: azure-${networks}
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB } }
`;
}
