import * as pulumi from "@pulumi/pulumi";
import * as vsphere from "@pulumi/vsphere";
import { GuestAccess, type Told } from "./access";
import { type Catalog, type Estate, gib, type Server } from "./estate";
import { type Facts, factsOf, tagsOf } from "./facts";
import { CoManagedServer, key } from "./server";

const ownCategories = ["Owner", "Service", "CostCenter", "PatchGroup"];
const slots: Record<string, number> = { system: 0, data: 24 };

const hardening: Record<string, string> = {
  "isolation.tools.copy.disable": "TRUE",
  "isolation.tools.paste.disable": "TRUE",
  "isolation.tools.dnd.disable": "TRUE",
  "isolation.tools.diskShrink.disable": "TRUE",
  "isolation.tools.diskWiper.disable": "TRUE",
  "RemoteDisplay.maxConnections": "1",
  "tools.setInfo.sizeLimit": "1048576",
  "tools.guestlib.enableHostInfo": "FALSE",
  "log.rotateSize": "2048000",
  "log.keepOld": "10",
};

/** The estate's folder and tags in vCenter, and what is there already. */
export class VsphereLanding extends pulumi.ComponentResource {
  private readonly datacenterId: pulumi.Output<string>;
  private readonly resourcePoolId: pulumi.Output<string>;
  private readonly datastoreIds: Record<"standard" | "fast", pulumi.Output<string>>;
  private readonly networkIds: Record<string, pulumi.Output<string>> = {};
  private readonly templates: Record<string, pulumi.Output<vsphere.GetVirtualMachineResult>> = {};
  private readonly categoryIds: Record<string, pulumi.Output<string>> = {};
  private readonly tagIds: Record<string, pulumi.Output<string>> = {};
  private readonly attributeIds = ["CoManagedEstate", "CoManagedKey"].map(
    (name) => vsphere.getCustomAttributeOutput({ name }).id,
  );
  private readonly folder: vsphere.Folder;
  readonly objectIds = new Map<string, pulumi.Output<string>>();

  constructor(
    private readonly stack: string,
    private readonly estate: Estate,
    private readonly catalog: Catalog,
    private readonly told: Record<string, Told>,
  ) {
    const { datacenter, resourcePool, folder, datastores } = catalog.platforms.vsphere;
    const servers = Object.values(estate.servers).filter((server) => server.platform === "vsphere");
    const tagValues = {
      costCenter: [estate.customer.costCenter],
      owner: [estate.customer.owner],
      patchGroup: Object.keys(estate.patchGroups),
      service: [...new Set(servers.map((server) => server.service))],
    };
    super("comanaged:landing:Vsphere", stack, { datacenter, folder, tagValues });
    this.datacenterId = vsphere.getDatacenterOutput({ name: datacenter }).id;
    const { datacenterId } = this;
    this.resourcePoolId = vsphere.getResourcePoolOutput({ name: resourcePool, datacenterId }).id;
    this.datastoreIds = {
      standard: vsphere.getDatastoreOutput({ name: datastores.standard, datacenterId }).id,
      fast: vsphere.getDatastoreOutput({ name: datastores.fast, datacenterId }).id,
    };
    this.folder = new vsphere.Folder(
      `${stack}-folder`,
      { path: `${folder}/${stack}`, type: "vm", datacenterId },
      { parent: this },
    );
    this.createTags(servers.map((server) => factsOf(estate, server)));
    this.registerOutputs({ folder: this.folder.path });
  }

  private createTags(servers: Facts[]): void {
    const named = [...servers.map(tagsOf), ...this.patchGroupTags()];
    for (const tags of named) {
      for (const [category, name] of Object.entries(tags)) {
        this.tagIds[`${category}=${name}`] ??= this.tag(category, name);
      }
    }
  }

  private patchGroupTags(): Record<string, string>[] {
    return Object.keys(this.estate.patchGroups).map((name) => ({ PatchGroup: name }));
  }

  private tag(category: string, name: string): pulumi.Output<string> {
    this.categoryIds[category] ??= vsphere
      .getTagCategoryOutput({ name: category })
      .apply(({ id }) => id ?? "");
    const categoryId = this.categoryIds[category];
    if (!ownCategories.includes(category)) {
      return vsphere.getTagOutput({ name, categoryId }).apply(({ id }) => id ?? "");
    }
    return new vsphere.Tag(
      `${this.stack}-tag-${category}-${name}`,
      { name: `${this.stack}/${name}`, categoryId, description: key(category, name) },
      { parent: this },
    ).id;
  }

  private network(name: string): pulumi.Output<string> {
    const { datacenterId } = this;
    this.networkIds[name] ??= vsphere.getNetworkOutput({ name, datacenterId }).id;
    return this.networkIds[name];
  }

  private template(name: string): pulumi.Output<vsphere.GetVirtualMachineResult> {
    const { datacenterId } = this;
    this.templates[name] ??= vsphere.getVirtualMachineOutput({ name, datacenterId });
    return this.templates[name];
  }

  build(name: string, server: Server): pulumi.Output<string> {
    const facts = factsOf(this.estate, server);
    const template = this.template(this.catalog.images[server.image].vsphere.template);
    const parent = new CoManagedServer(name, server, facts);
    const machine = new vsphere.VirtualMachine(
      `${name}-machine`,
      {
        name,
        folder: this.folder.path,
        resourcePoolId: this.resourcePoolId,
        datastoreId: this.datastoreIds.standard,
        guestId: template.guestId.apply((id) => id ?? "otherGuest64"),
        firmware: "efi",
        efiSecureBootEnabled: true,
        numCpus: server.cpus,
        memory: gib(server.memory) * 1024,
        cpuHotAddEnabled: true,
        memoryHotAddEnabled: true,
        scsiControllerCount: 4,
        disks: Object.entries(server.disks).map(([label, disk]) => ({
          label,
          unitNumber: slots[label],
          size: gib(disk.size),
          datastoreId: this.datastoreIds[disk.tier ?? "standard"],
          thinProvisioned: true,
          keepOnRemove: label !== "system",
        })),
        networkInterfaces: [
          {
            networkId: this.network(this.catalog.networks[server.network].portGroup),
            adapterType: "vmxnet3",
          },
        ],
        clone: {
          templateUuid: template.id,
          customize: {
            networkInterfaces: [{}],
            dnsServerLists: [],
            dnsSuffixLists: [this.catalog.platforms.vsphere.customization.domain],
            linuxOptions: { hostName: name, ...birth(this.catalog) },
          },
        },
        customAttributes: pulumi
          .all(this.attributeIds)
          .apply(([estate, own]) => ({ [estate]: pulumi.getStack(), [own]: key(name) })),
        tags: Object.entries(tagsOf(facts)).map(([tag, value]) => this.tagIds[`${tag}=${value}`]),
        forcePowerOff: false,
        shutdownWaitTimeout: 10,
        enableLogging: true,
        toolsUpgradePolicy: "upgradeAtPowerCycle",
        extraConfig: {
          ...hardening,
          ...guestinfo(facts),
          "guestinfo.comanaged.addresses": "dynamic",
          "guestinfo.comanaged.key": key(name),
        },
        extraConfigRebootRequired: false,
      },
      { parent, ignoreChanges: ["clone", "guestId", "customAttributes"] },
    );
    parent.finish(machine.uuid, machine.defaultIpAddress);
    this.objectIds.set(name, machine.moid);
    const { uuid: id, defaultIpAddress: address } = machine;
    new GuestAccess(name, this.told[name], { id, address, server: parent, parts: [machine] });
    return machine.defaultIpAddress;
  }
}

function birth({ platforms }: Catalog) {
  const { domain, timeZone } = platforms.vsphere.customization;
  return { domain, timeZone };
}

function guestinfo(facts: Facts): Record<string, string> {
  return {
    "guestinfo.comanaged.owner": facts.owner,
    "guestinfo.comanaged.service": facts.service,
    "guestinfo.comanaged.environment": facts.environment,
    "guestinfo.comanaged.cost-center": facts.costCenter,
    "guestinfo.comanaged.data-level": String(facts.dataLevel),
    "guestinfo.comanaged.patch-group": facts.patchGroup,
    "guestinfo.comanaged.backup-class": facts.backupClass,
  };
}
