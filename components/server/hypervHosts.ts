import type { HypervHost } from "./placement.js";

/** The hosts of Hyper-V that are offered. */
interface Hosts {
  /** With which the automation comes in. */
  readonly account: string;
  /** Those that are reached themselves, by name. */
  readonly hosts: Readonly<Record<string, { readonly address: string; readonly hostKey: string }>>;
  /** Virtual Machine Manager, and what it calls the hosts that it manages, by name. */
  readonly vmm?:
    | {
        readonly address: string;
        readonly hostKey: string;
        readonly account: string;
        readonly hostGroup: string;
        readonly hosts: Readonly<Record<string, string>>;
      }
    | undefined;
}

/** A host by its name, or the server of Virtual Machine Manager in its place; undefined for none. */
export function hypervHostNamed(
  name: string,
  { account, hosts, vmm }: Hosts,
): HypervHost | undefined {
  const computer = vmm?.hosts[name];
  if (vmm !== undefined && computer !== undefined) {
    const { hosts: _all, hostGroup, ...door } = vmm;
    return { name, ...door, managed: { computer, hostGroup } };
  }
  const host = hosts[name];
  return host && { name, account, ...host };
}
