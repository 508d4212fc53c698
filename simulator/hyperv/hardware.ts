import { CmdletError, type Cmdlets } from "./cmdlets.js";
import type { MachineTold } from "./document.js";
import type { HostReport } from "./own.js";
import type { Machine } from "./state.js";

/** Shuts a machine down by its guest. */
export function stopGently(host: Cmdlets, vm: Machine, { changed }: HostReport): void {
  if (vm.state === "Off") {
    return;
  }
  if (vm.state !== "Running") {
    throw new CmdletError(`the machine is ${vm.state}; have it started or shut down first`);
  }
  host.stopVm(vm, "gently");
  changed.push("shut down");
}

/** Makes processors, memory, firmware and TPM what they are told to be. */
export function setHardware(
  host: Cmdlets,
  vm: Machine,
  { cpus, memoryMiB, secureBootTemplate, tpm }: MachineTold,
  report: HostReport,
): void {
  const isSame =
    vm.cpus === cpus &&
    !vm.dynamicMemory &&
    vm.memoryMiB === memoryMiB &&
    vm.secureBoot &&
    vm.secureBootTemplate === secureBootTemplate &&
    vm.tpm === tpm;
  if (isSame) {
    return;
  }
  stopGently(host, vm, report);
  host.setHardware(vm, "Set-VMProcessor", { cpus });
  host.setHardware(vm, "Set-VMMemory", { dynamicMemory: false, memoryMiB });
  host.setHardware(vm, "Set-VMFirmware", { secureBoot: true, secureBootTemplate });
  setTpm(host, vm, tpm);
  report.changed.push("hardware");
}

function setTpm(host: Cmdlets, vm: Machine, wanted: boolean): void {
  if (vm.tpm && !wanted) {
    host.setHardware(vm, "Disable-VMTPM", { tpm: false });
  }
  if (!vm.tpm && wanted) {
    if (!vm.hasKeyProtector) {
      host.setHardware(vm, "Set-VMKeyProtector", { hasKeyProtector: true });
    }
    host.enableTpm(vm);
  }
}

/** Makes the interfaces what they are told to be; what somebody else has added stays. */
export function setInterfaces(
  host: Cmdlets,
  vm: Machine,
  { interfaces, retired }: MachineTold,
  { changed }: HostReport,
): void {
  const wanted = interfaces.map(({ network }) => `comanaged-${network}`);
  for (const { name, switch: on } of vm.adapters) {
    const isGone = name.startsWith("comanaged-") && !wanted.includes(name);
    if (isGone || (name === "Network Adapter" && on === null)) {
      host.removeAdapter(vm, name);
      changed.push(`interface ${name}`);
    }
  }
  for (const { network, switch: on, vlan } of interfaces) {
    const name = `comanaged-${network}`;
    if (!vm.adapters.some((one) => one.name === name)) {
      host.addAdapter(vm, name);
      changed.push(`interface ${name}`);
    }
    const adapter = vm.adapters.find((one) => one.name === name);
    if (adapter?.vlan !== vlan) {
      host.setAdapter(vm, name, { vlan });
      changed.push(`VLAN of ${name}`);
    }
    const connected = retired ? null : on;
    if (adapter?.switch !== connected) {
      host.setAdapter(vm, name, { switch: connected });
      changed.push(`connection of ${name}`);
    }
  }
}
