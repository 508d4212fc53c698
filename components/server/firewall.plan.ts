import { type Flow, inbound, isFour, portText } from "../service/firewall/flow.js";

/** A rule of a security group of EC2: one range of ports, one network. */
export interface AwsRule {
  /** The same in every run, and another one for every other rule of the server. */
  readonly key: string;
  /** Name of the flow; the purpose may hold what EC2 refuses in descriptions. */
  readonly description: string;
  readonly ipProtocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidrIpv4?: string;
  readonly cidrIpv6?: string;
}

/** The rules with which a security group lets exactly the flows in. */
export function awsRules(flows: readonly Flow[]): readonly AwsRule[] {
  return inbound(flows).flatMap(({ name, protocol, ports, peers }) =>
    ports.flatMap((range) =>
      peers.map((peer) => ({
        // Colons would end a name of the engine; nothing else of a network holds a hyphen.
        key: [name, protocol, portText(range), peer.replaceAll(/[:/]/g, "-")].join("-"),
        description: name,
        ...{ ipProtocol: protocol, fromPort: range.from, toPort: range.to },
        ...(isFour(peer) ? { cidrIpv4: peer } : { cidrIpv6: peer }),
      })),
    ),
  );
}

/** A rule of a network security group of Azure. */
export interface AzureRule {
  readonly name: string;
  readonly priority: number;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly sourceAddressPrefixes?: string[];
  readonly sourceAddressPrefix?: string;
  readonly sourcePortRange: "*";
  readonly destinationAddressPrefix: "*";
  readonly destinationPortRanges?: string[];
  readonly destinationPortRange?: string;
}

/** Azure takes priorities from 100 to 4096; the last one is for what refuses the rest. */
const priorities = { first: 100, last: 4096 };

/**
 * The rules with which a network security group lets exactly the flows in. The last one refuses
 * everything else: by itself, Azure lets in whatever is in the virtual network.
 */
export function azureRules(flows: readonly Flow[]): AzureRule[] {
  const allowed = inbound(flows)
    .flatMap(familiesOf)
    .map((flow, index) => ({
      name: `${flow.name}-${flow.family}`,
      priority: priorities.first + index,
      ...({ direction: "Inbound", access: "Allow" } as const),
      protocol: flow.protocol === "tcp" ? ("Tcp" as const) : ("Udp" as const),
      sourceAddressPrefixes: flow.peers,
      ...({ sourcePortRange: "*", destinationAddressPrefix: "*" } as const),
      destinationPortRanges: flow.ports.map(portText),
    }));
  return [...allowed, nothing("everything-else", "Inbound", priorities.last)];
}

/** The rules that let nothing in and nothing out: by itself, Azure lets everything out. */
export function azureQuarantine(): AzureRule[] {
  return [
    nothing("nothing-in", "Inbound", priorities.first),
    nothing("nothing-out", "Outbound", priorities.first),
  ];
}

function nothing(name: string, direction: AzureRule["direction"], priority: number): AzureRule {
  return {
    ...{ name, priority, direction },
    ...({ access: "Deny", protocol: "*", sourceAddressPrefix: "*", sourcePortRange: "*" } as const),
    ...({ destinationAddressPrefix: "*", destinationPortRange: "*" } as const),
  };
}

/** No rule of Azure has networks of both families. */
function familiesOf(flow: Flow) {
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const peers = flow.peers.filter((peer) => isFour(peer) === (family === "ipv4"));
    return peers.length === 0 ? [] : [{ ...flow, family, peers }];
  });
}
