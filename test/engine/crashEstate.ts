/** An estate with every kind of object that a create can be broken off at. */
export const crashEstate = `asOf: 2026-11-21
customer: { name: Crash Laboratory, owner: crashlab, costCenter: "1-1", contact: crash@example.edu }
aws: { account: "222222222222", region: eu-central-1 }
azure: { subscription: 2c2c2c2c-0000-4000-8000-000000000002, location: germanywestcentral }
patchGroups:
  all: { window: patch-week-thursday-night }
  later: { window: patch-week-next-tuesday-night, after: { group: all, soak: 3d } }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
servers:
  one:
    service: crash
    platform: vsphere
    image: debian-12
    network: dc-chemistry
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB } }
  two:
    service: crash
    platform: aws
    image: debian-12
    network: aws-chemistry
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB }, logs: { size: 5 GiB } }
  three:
    service: crash
    patchGroup: later
    platform: aws
    image: debian-12
    network: aws-chemistry
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  four:
    service: crash
    platform: azure
    image: debian-12
    network: azure-chemistry
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB }, data: { size: 10 GiB } }
`;
