import { isDeepStrictEqual } from "node:util";
import type { Cmdlets } from "./cmdlets.js";
import type { MachineTold } from "./document.js";
import { CmdletError } from "./hostRun.js";
import { type HostReport, isApart } from "./own.js";
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

/** Whether memory changes in a way for which the machine has to be off. */
export function isMemoryCold(
  vm: Machine,
  { memoryMiB, dynamicMemory }: Pick<MachineTold, "memoryMiB" | "dynamicMemory">,
): boolean {
  const [was, is] = [vm.dynamicMemory, dynamicMemory];
  const isInwards =
    was !== null &&
    is !== null &&
    (was.minimumMiB < is.minimumMiB || was.maximumMiB > is.maximumMiB);
  return vm.memoryMiB !== memoryMiB || (was === null) !== (is === null) || isInwards;
}

/** Whether something is told for which the machine has to be off. */
export function isCold(vm: Machine, told: MachineTold): boolean {
  return (
    vm.cpus !== told.cpus ||
    isMemoryCold(vm, told) ||
    !vm.secureBoot ||
    vm.secureBootTemplate !== told.secureBootTemplate ||
    vm.tpm !== told.tpm
  );
}

/** Makes processors, memory, firmware and TPM what they are told to be. */
export function setHardware(
  host: Cmdlets,
  vm: Machine,
  told: MachineTold,
  report: HostReport,
): void {
  const { cpus, memoryMiB, dynamicMemory, secureBootTemplate, tpm } = told;
  if (!isCold(vm, told)) {
    if (!isDeepStrictEqual(vm.dynamicMemory, dynamicMemory)) {
      host.setMemoryLimits(vm, dynamicMemory);
      report.changed.push("limits of memory");
    }
    return;
  }
  stopGently(host, vm, report);
  host.setHardware(vm, "Set-VMProcessor", { cpus });
  host.setHardware(vm, "Set-VMMemory", { dynamicMemory, memoryMiB });
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
  report: HostReport,
): void {
  const { changed } = report;
  const wanted = interfaces.map(({ network }) => `comanaged-${network}`);
  for (const { name, switch: on } of vm.adapters) {
    const isGone = name.startsWith("comanaged-") && !wanted.includes(name);
    if (isGone || (name === "Network Adapter" && on === null)) {
      host.networks.removeAdapter(vm, name);
      changed.push(`interface ${name}`);
    }
  }
  for (const one of interfaces) {
    setInterface(host, vm, one, { ...report, apart: retired || isApart(vm) });
  }
}

/** Makes one interface what it is told to be, in its network or in none. */
export function setInterface(
  host: Cmdlets,
  vm: Machine,
  { network, switch: on, vlan }: MachineTold["interfaces"][number],
  { changed, apart }: Pick<HostReport, "changed"> & { readonly apart: boolean },
): void {
  const name = `comanaged-${network}`;
  if (!vm.adapters.some((one) => one.name === name)) {
    host.networks.addAdapter(vm, name);
    changed.push(`interface ${name}`);
  }
  const adapter = vm.adapters.find((one) => one.name === name);
  if (adapter?.vlan !== vlan) {
    host.networks.setAdapter(vm, name, { vlan });
    changed.push(`VLAN of ${name}`);
  }
  const connected = apart ? null : on;
  if (adapter?.switch !== connected) {
    host.networks.setAdapter(vm, name, { switch: connected });
    changed.push(`connection of ${name}`);
  }
}
