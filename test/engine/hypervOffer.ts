import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hypervHosts } from "../../simulator/data/seedHyperv.js";
import { vmmServers } from "../../simulator/data/seedVmm.js";
import { hypervHostAt } from "../../simulator/hyperv/host.js";
import { managerAt } from "../../simulator/vmm/manager.js";

const hostGroup = "All Hosts\\Co-managed";

/** The addresses of the network of servers on Hyper-V. */
export const hypervAddresses = {
  ...{ cidr: "10.9.211.0/24", gateway: "10.9.211.1", dnsServers: ["10.9.211.2"] },
  static: { from: "10.9.211.250", to: "10.9.211.254" },
} as const;

/**
 * Has the catalog of a folder offer the Hyper-V hosts of a world, with their keys of now, those that
 * Virtual Machine Manager manages through it.
 *
 * @param more of the offer
 */
export function offerHyperv(stacks: string, world: string, more: object = {}): void {
  const file = join(stacks, "catalog.yaml");
  const catalog = readFileSync(file, "utf8").replace(/\n {2}hyperv: .*/, "");
  const hosts = Object.entries(hypervHosts).flatMap(
    ([address, { name, managed, takesReplicas }]) => {
      const hostKey = hypervHostAt(world, address)?.files.publicHostKey;
      const authentication = takesReplicas?.authentication.toLowerCase();
      const taken = takesReplicas && { takesReplicas: { ...takesReplicas, authentication } };
      return managed === undefined ? [[name, { address, hostKey, ...taken }]] : [];
    },
  );
  const [[manager, { name: vmm }] = ["", { name: "" }]] = Object.entries(vmmServers);
  const managed = Object.values(hypervHosts).flatMap(({ name, managed: by }) =>
    by?.hostGroup === hostGroup ? [[name, by.computer]] : [],
  );
  const offer = {
    vmm: {
      ...{ address: manager, account: "comanaged", hostGroup, hosts: Object.fromEntries(managed) },
      hostKey: managerAt(world, manager)?.files.publicHostKey,
    },
    ...{ account: "comanaged", hosts: Object.fromEntries(hosts), timeZone: "Europe/Berlin" },
    storage: { standard: "D:\\vms", fast: "E:\\vms" },
    ...more,
  };
  const common = { platform: "hyperv", switch: "servers", vlan: 120 };
  const network = { ...common, host: "hv-1", addresses: hypervAddresses };
  const through = { ...common, host: "hv-3", vmNetwork: "co-managed" };
  const images = ["debian-12", "windows-2022"];
  const withImages = images.reduce(
    (text, image) =>
      text.replace(
        new RegExp(`(    vsphere: \\{ template: tpl-${image} \\})(?!\\n    hyperv)`),
        `$1\n    hyperv: { vhdx: 'D:\\images\\${image}.vhdx', ` +
          `library: '\\\\${vmm}.example.edu\\library\\${image}.vhdx' }`,
      ),
    catalog,
  );
  const networks = withImages.includes("hv-chemistry:")
    ? withImages
    : withImages.replace(
        "\nnetworks:",
        () =>
          `\nnetworks:\n  hv-chemistry: ${JSON.stringify(network)}` +
          `\n  vmm-chemistry: ${JSON.stringify(through)}`,
      );
  writeFileSync(
    file,
    networks.replace("platforms:", () => `platforms:\n  hyperv: ${JSON.stringify(offer)}`),
  );
}
