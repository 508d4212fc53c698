import * as network from "@pulumi/azure-native/network";
import type { ServerDescription } from "../service/server.js";
import { adopting } from "./adopting.js";
import type { AzureBuild } from "./azureBuild.js";
import { bornWith, keyed, place } from "./azureBuild.js";
import { azureQuarantine, azureRules } from "./firewall.plan.js";
import type { CloudInterface } from "./interfaces.js";

/** The interfaces of a server in their order, the first one the primary, behind one firewall. */
export function createInterfaces(
  build: AzureBuild,
  server: Pick<ServerDescription, "firewall" | "retired">,
): {
  /** None yet at a server that is being adopted. */
  readonly groups: readonly network.NetworkSecurityGroup[];
  readonly cards: readonly network.NetworkInterface[];
} {
  const { name, child, placement } = build;
  const createAll = (group?: network.NetworkSecurityGroup) =>
    placement.interfaces.map((card, index) =>
      createInterface(build, group, card, index === 0 ? "" : card.network),
    );
  if (placement.adopt !== undefined) {
    return { groups: [], cards: createAll() };
  }
  const group = new network.NetworkSecurityGroup(
    `${name}-firewall`,
    {
      ...place(build),
      networkSecurityGroupName: name,
      ...securityRules(server),
      tags: keyed(build, "firewall"),
    },
    { ...child, ignoreChanges: bornWith("networkSecurityGroupName") },
  );
  return { groups: [group], cards: createAll(group) };
}

function securityRules({ firewall, retired }: Pick<ServerDescription, "firewall" | "retired">) {
  if (retired === true) {
    return { securityRules: azureQuarantine() };
  }
  return firewall === undefined ? {} : { securityRules: azureRules(firewall) };
}

/** The first interface is called as the server; the others also after their networks. */
function createInterface(
  build: AzureBuild,
  group: network.NetworkSecurityGroup | undefined,
  { subnetId, address }: CloudInterface,
  suffix: string,
): network.NetworkInterface {
  const { name, child, placement } = build;
  const role = suffix === "" ? "interface" : `interface-${suffix}`;
  return new network.NetworkInterface(
    `${name}-${role}`,
    {
      ...place(build),
      networkInterfaceName: suffix === "" ? name : `${name}_${suffix}`,
      ipConfigurations: [
        {
          name: "main",
          primary: true,
          ...(address === undefined
            ? { privateIPAllocationMethod: "Dynamic" }
            : { privateIPAllocationMethod: "Static", privateIPAddress: address }),
          subnet: { id: subnetId },
        },
      ],
      ...(group && { networkSecurityGroup: { id: group.id } }),
      tags: keyed(build, role),
    },
    adopting(
      { ...child, ignoreChanges: bornWith("networkInterfaceName") },
      "azure-native:network:NetworkInterface",
      suffix === "" ? placement.adopt?.interface : placement.adopt?.interfaces[suffix]?.id,
    ),
  );
}
