import type { WorldObject } from "../core/journal.js";
import type { JsonObject } from "../core/json.js";
import { kinds } from "../vsphere/common.js";

const datacenterId = "datacenter-3";

const templates = [
  { name: "tpl-debian-12", size: 20, guestId: "debian12_64Guest" },
  { name: "tpl-rhel-9", size: 40, guestId: "rhel9_64Guest" },
  { name: "tpl-windows-2022", size: 80, guestId: "windows2019srvNext_64Guest" },
];

function thing(kind: string, id: string, properties: JsonObject): WorldObject {
  return { platform: "vsphere", place: "vcenter.example.edu", kind, id, properties };
}

function stored(id: string, name: string): WorldObject {
  return thing(kinds.datastore, id, { datacenterId, name, stats: { capacity: "10995116277760" } });
}

function portGroup(id: string, name: string, cidr: string): WorldObject {
  return thing(kinds.network, id, {
    cidr,
    datacenterId,
    name,
    type: "DistributedVirtualPortgroup",
  });
}

function template({ name, size, guestId }: (typeof templates)[number], index: number): WorldObject {
  const uuid = `42300000-0000-4000-8000-00000000000${index + 1}`;
  return thing(kinds.virtualMachine, uuid, {
    annotation: "",
    disks: [{ label: "disk0", size, unitNumber: 0, thinProvisioned: true, keepOnRemove: false }],
    firmware: "efi",
    guestId,
    hardwareVersion: 21,
    inventoryPath: `/dc-main/vm/${name}`,
    memory: 2048,
    moid: `vm-${index + 31}`,
    name,
    networkInterfaces: [{ adapterType: "vmxnet3", networkId: "dvportgroup-21" }],
    numCpus: 2,
    powerState: "off",
    resourcePoolId: "resgroup-9",
    uuid,
  });
}

/** One vCenter with a cluster, two tiers of storage, three port groups, three templates and a library. */
export function vsphereSeed(): WorldObject[] {
  return [
    thing(kinds.datacenter, datacenterId, { name: "dc-main" }),
    thing(kinds.resourcePool, "resgroup-9", { datacenterId, name: "cluster-main/Resources" }),
    thing(kinds.cluster, "domain-c8", {
      datacenterId,
      name: "cluster-main",
      resourcePoolId: "resgroup-9",
    }),
    thing(kinds.host, "host-12", { datacenterId, name: "esx-1.example.edu" }),
    thing(kinds.keyProvider, "nkp-main", { name: "nkp-main" }),
    // An attribute of a backup tool.
    thing(kinds.attribute, "901", {
      name: "LAST_BACKUP",
      managedObjectType: "VirtualMachine",
    }),
    thing(kinds.storagePolicy, "policy-gold", { name: "sp-fast-encrypted" }),
    thing(kinds.contentLibrary, "library-1", { name: "images" }),
    thing(kinds.contentLibraryItem, "item-1", {
      firmware: "efi",
      guestId: "debian12_64Guest",
      libraryId: "library-1",
      name: "debian-12",
      type: "vm-template",
    }),
    stored("datastore-15", "ds-standard"),
    stored("datastore-16", "ds-fast"),
    portGroup("dvportgroup-21", "pg-chemistry-240", "10.240.0.0/16"),
    portGroup("dvportgroup-22", "pg-library-310", "10.31.0.0/16"),
    portGroup("dvportgroup-29", "pg-quarantine", "10.255.0.0/24"),
    thing(kinds.role, "-1", { name: "Admin", label: "Administrator", rolePrivileges: [] }),
    thing(kinds.role, "-2", {
      name: "ReadOnly",
      label: "Read-only",
      rolePrivileges: ["System.Read"],
    }),
    ...templates.map(template),
  ];
}

/** The vCenter of another site, which has the same and other port groups. */
export function otherVsphereSeed(): WorldObject[] {
  return [
    ...vsphereSeed(),
    portGroup("dvportgroup-41", "pg-north-240", "10.140.0.0/16"),
    portGroup("dvportgroup-42", "pg-rehearsal", "10.141.0.0/16"),
  ].map((object) => ({ ...object, place: "vcenter-north.example.edu" }));
}
