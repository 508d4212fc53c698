const firewall = `    firewall:
      web: { protocol: tcp, ports: [443, 8000-8100], from: [internet], purpose: Web }
      ssh: { protocol: tcp, ports: [22], from: [campus, a-linux], purpose: Our administrators }`;

/** An estate whose servers say everything that a description can say. */
export const wholeEstate = `asOf: 2026-11-21
customer: { name: Whole Laboratory, owner: whole, costCenter: "1-1", contact: whole@example.edu }
aws: { account: "222222222222", region: eu-central-1 }
azure: { subscription: 2c2c2c2c-0000-4000-8000-000000000002, location: germanywestcentral }
patchGroups:
  all: { window: patch-week-thursday-night }
defaults: { environment: test, dataLevel: 1, patchGroup: all, backupClass: standard }
addressSets: { campus: [10.20.0.0/16, 2a00:1398:4::/48] }
servers:
  v-linux:
    service: lims
    platform: vsphere
    image: debian-12
    networks: [{ name: dc-chemistry, address: 10.240.200.9 }, { name: dc-library }]
${firewall}
    apart: lims
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  v-windows:
    service: lims
    platform: vsphere
    image: windows-2022
    networks: [{ name: dc-chemistry }, { name: dc-library, address: 10.31.200.9 }]
    tpm: true
    apart: lims
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 80 GiB } }
  a-linux:
    service: lims
    platform: aws
    image: debian-12
    networks:
      - { name: aws-chemistry, address: 10.22.120.9 }
      - { name: aws-chemistry-storage, address: 10.22.180.9 }
${firewall}
    apart: lims
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  a-peer:
    service: lims
    platform: aws
    image: windows-2022
    network: aws-chemistry
    tpm: true
    apart: lims
    cpus: 2
    memory: 8 GiB
    disks: { system: { size: 80 GiB } }
  z-linux:
    service: lims
    apart: lims
    platform: azure
    image: debian-12
    networks: [{ name: azure-chemistry, address: 10.122.120.9 }, { name: azure-chemistry-storage }]
${firewall}
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  z-peer:
    service: lims
    platform: azure
    image: debian-12
    network: azure-chemistry
    apart: lims
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
  z-production:
    service: lims
    platform: azure
    image: debian-12
    network: azure-chemistry
    environment: production
    cpus: 2
    memory: 4 GiB
    disks: { system: { size: 30 GiB } }
`;
