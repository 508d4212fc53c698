import { type Flow, inbound, management, portText } from "../service/firewall/flow.js";

/** What the program of a Linux server is told of its firewall; nothing is kept without `flows`. */
export interface LinuxFirewall {
  /** The provider's way in first. */
  readonly flows: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly ports: readonly string[];
    readonly from: readonly string[];
  }[];
}

/** The firewall of a Linux server; empty where the estate does not declare it. */
export function linuxFirewall(flows: readonly Flow[] = []): LinuxFirewall {
  const first = (name: string) => (name === management ? 0 : 1);
  return {
    flows: inbound(flows)
      .toSorted((a, b) => first(a.name) - first(b.name))
      .map(({ name, protocol, ports, peers }) => ({
        ...{ name, protocol, ports: ports.map(portText), from: peers },
      })),
  };
}

/** What the program of a Windows server compares: the customer keeps these rules. */
export interface WindowsFirewall {
  readonly rules: readonly {
    readonly name: string;
    readonly direction: "in" | "out";
    readonly protocol: string;
    readonly ports: readonly string[];
    readonly remoteAddresses: readonly string[];
    /** Any program: flows name none. */
    readonly program: null;
  }[];
}

/** The rules that the declared flows of a Windows server come to. */
export function windowsFirewall(flows: readonly Flow[]): WindowsFirewall {
  return {
    rules: flows.map(({ name, direction, protocol, ports, peers }) => ({
      ...{ name, direction, protocol, ports: ports.map(portText) },
      ...{ remoteAddresses: peers, program: null },
    })),
  };
}
