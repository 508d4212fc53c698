import { CmdletError } from "../hyperv/hostRun.js";
import type { Machine } from "../hyperv/state.js";
import type { VmmCmdlets } from "./cmdlets.js";
import type { Look, ManagedReservation } from "./document.js";
import type { ManagedHost } from "./manager.js";
import type { MachineRecord } from "./state.js";

/** The custom property that carries our key. */
export const keyProperty = "comanaged key";

const mostLooks = 60;

/** A machine that stands on its host, as VMM knows it. */
export interface Known {
  readonly record: MachineRecord;
  readonly machine: Machine;
}

/** The record once no job changes it any more; undefined when it is gone. */
export function waitIdle(vmm: VmmCmdlets, id: string): MachineRecord | undefined {
  for (let look = 0; look < mostLooks; look += 1) {
    const now = vmm.getMachines().find((one) => one.id === id);
    if (now === undefined || now.job === null) {
      return now;
    }
  }
  throw new CmdletError("VMM has not ended its job for five minutes");
}

/** The machine of a GUID, as its host has it by now. */
export function knownMachine(
  vmm: VmmCmdlets,
  { machineId, key, hostGroup }: Look,
  formerly: readonly string[] = [],
): Known {
  const own = vmm.getMachines().find(({ seen }) => seen?.id === machineId);
  if (own === undefined) {
    throw new CmdletError(`the machine ${machineId} is not on this host any more`);
  }
  if (![key, ...formerly].includes(own.properties[keyProperty] ?? "")) {
    throw new CmdletError(`the machine ${machineId} does not carry our key, and was not touched`);
  }
  return demandOnHost(vmm, own, { hostGroup });
}

/** A machine as its host has it by now, which has to be one of the host group. */
export function demandOnHost(
  vmm: VmmCmdlets,
  { id, seen }: MachineRecord,
  { hostGroup }: Pick<Look, "hostGroup">,
): Known {
  const record = waitIdle(vmm, id);
  if (record === undefined) {
    throw new CmdletError(`VMM has just removed the machine ${seen?.id}`);
  }
  vmm.refresh(record);
  if (record.status !== "OnHost" || record.seen === null) {
    throw new CmdletError(`VMM says of the machine ${seen?.id}: ${record.status}`);
  }
  const on = vmm.getHosts().find(({ computer }) => computer === record.computer);
  demandGroup(on, hostGroup);
  return { record, machine: record.seen };
}

/** The machine of a record as VMM knows it by now. */
export function seenOf({ seen }: MachineRecord): Machine {
  if (seen === null) {
    throw new CmdletError("VMM has no machine behind the record");
  }
  return seen;
}

function demandGroup(on: ManagedHost | undefined, group: string): void {
  const path = on?.hostGroup ?? "";
  if (path !== group && !path.startsWith(`${group}\\`)) {
    throw new CmdletError(
      `the host ${on?.computer} is in the host group ${path}, and machines stand in ${group} only`,
    );
  }
}

/** Refuses a host that is none of VMM's, or of another group. */
export function demandAllowed(
  vmm: VmmCmdlets,
  { computer, hostGroup }: Pick<ManagedReservation, "computer" | "hostGroup">,
): void {
  const on = vmm.getHosts().find((one) => one.computer === computer);
  if (on === undefined) {
    throw new CmdletError(`VMM manages no host ${computer}`);
  }
  demandGroup(on, hostGroup);
}

/** Refuses a name that a machine of somebody else has. */
export function demandFree(vmm: VmmCmdlets, name: string): void {
  if (vmm.getMachines().some((one) => one.name.toLowerCase() === name.toLowerCase())) {
    throw new CmdletError(`a machine of somebody else is called ${name}, and was not touched`);
  }
}

/** Gives a machine a custom property, which is made first where there is none. */
export function setProperty(
  vmm: VmmCmdlets,
  record: MachineRecord,
  name: string,
  value: string,
): string[] {
  if ((record.properties[name] ?? "") === value) {
    return [];
  }
  if (!vmm.getProperties().includes(name)) {
    vmm.newProperty(name);
  }
  vmm.setProperty(record, name, value);
  return [name];
}
