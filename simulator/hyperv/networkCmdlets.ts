import { CmdletError, type HostRun } from "./hostRun.js";
import type { Machine } from "./state.js";

/** What a guest is told of an address for good. */
type GuestAddress = NonNullable<Machine["adapters"][number]["told"]> & {
  readonly address: string;
};

/** The cmdlets about adapters, and what their guests are told by them. */
export class NetworkCmdlets {
  private readonly run: HostRun;

  constructor(run: HostRun) {
    this.run = run;
  }

  addAdapter(vm: Machine, name: string): void {
    this.run.done(`Add-VMNetworkAdapter ${name}`, () =>
      vm.adapters.push({ name, switch: null, vlan: 0 }),
    );
  }

  renameAdapter(vm: Machine, name: string, to: string): void {
    this.run.done(`Rename-VMNetworkAdapter ${name} ${to}`, () => {
      vm.adapters = vm.adapters.map((one) => (one.name === name ? { ...one, name: to } : one));
    });
  }

  /** A guest that does not listen takes nothing, and nobody is told. */
  setGuestAddress(vm: Machine, name: string, { address, ...told }: GuestAddress): void {
    this.run.done(`SetGuestNetworkAdapterConfiguration ${name} ${address}`, () => {
      if (vm.state === "Running" && vm.answers) {
        vm.adapters = vm.adapters.map((one) =>
          one.name === name ? { ...one, address, told } : one,
        );
      }
    });
  }

  removeAdapter(vm: Machine, name: string): void {
    this.run.done(`Remove-VMNetworkAdapter ${name}`, () => {
      vm.adapters = vm.adapters.filter((adapter) => adapter.name !== name);
    });
  }

  setAdapter(vm: Machine, name: string, to: Partial<Machine["adapters"][number]>): void {
    if (to.switch && !this.run.host.seeded.switches.includes(to.switch)) {
      throw new CmdletError(`Connect-VMNetworkAdapter: there is no switch ${to.switch}`);
    }
    this.run.done(`Set ${name}: ${JSON.stringify(to)}`, () => {
      vm.adapters = vm.adapters.map((one) => (one.name === name ? { ...one, ...to } : one));
      this.giveAddresses(vm);
    });
  }

  /** As from DHCP: an interface that is connected keeps the address that it once had. */
  giveAddresses(vm: Machine): void {
    if (vm.state !== "Running") {
      return;
    }
    const taken = this.run.state.machines.flatMap(({ adapters }) =>
      adapters.map((one) => one.address),
    );
    for (const adapter of vm.adapters.filter((one) => one.switch !== null && !one.address)) {
      const free = Array.from(
        { length: 240 },
        (_, n) => `${this.run.host.seeded.network}.${n + 10}`,
      );
      const address = free.find((one) => !taken.includes(one));
      taken.push(address);
      Object.assign(adapter, address === undefined ? {} : { address });
    }
  }
}
