import type { Cmdlets } from "./cmdlets.js";
import type { MachineTold } from "./document.js";
import { setInterface } from "./hardware.js";
import { CmdletError } from "./hostRun.js";
import { apartLine, type HostReport } from "./own.js";
import type { Machine } from "./state.js";

/** Stands in the notes until the guest has told the addresses that it was given. */
export const waitingLine = "comanaged waits for its addresses";

/** Whether a machine is installed and has not been given its addresses for good. */
export function isWaiting(vm: Machine, { interfaces, disks }: MachineTold): boolean {
  const slot = disks.find(({ label }) => label === "system")?.slot;
  return (
    interfaces.some(({ fixed }) => fixed !== null) &&
    (vm.notes.split("\n").includes(waitingLine) || !vm.drives.some((one) => one.slot === slot))
  );
}

/** Gives a guest that has started from a new disk its addresses, once. */
export function giveAddresses(
  host: Cmdlets,
  vm: Machine,
  { interfaces, retired }: MachineTold,
  report: HostReport,
): void {
  const { changed } = report;
  const lines = vm.notes.split("\n");
  if (retired || !lines.includes(waitingLine)) {
    return;
  }
  for (const one of interfaces) {
    const { network, fixed } = one;
    if (fixed === null) {
      continue;
    }
    const name = `comanaged-${network}`;
    const { address } = fixed;
    if (vm.adapters.find((one) => one.name === name)?.address !== address) {
      host.networks.setGuestAddress(vm, name, fixed);
    }
    setInterface(host, vm, one, { ...report, apart: false });
    if (vm.adapters.find((one) => one.name === name)?.address !== address) {
      throw new CmdletError(
        `networks.${network}: the guest has not taken ${address} for five minutes; ` +
          "its image needs Hyper-V's data exchange",
      );
    }
    changed.push(`address of ${name}`);
  }
  host.setVm(vm, {
    notes: lines.filter((line) => line !== waitingLine && line !== apartLine).join("\n"),
  });
}
