import type { Cmdlets } from "./cmdlets.js";
import { CmdletError } from "./hostRun.js";
import type { Machine } from "./state.js";

/** What the program answers. */
export interface HostReport {
  readonly observed: Record<string, unknown>;
  readonly changed: string[];
  readonly problems: string[];
}

/** The key in the first line of a machine's notes. */
export const keyOf = ({ notes }: Machine): string => (notes.split("\n")[0] ?? "").trim();

/** Stands in the notes of a machine whose guest may have the addresses of another. */
export const apartLine = "comanaged is kept apart until it has its addresses";

/** Whether a machine is in no network until its guest has been told its addresses. */
export const isApart = ({ notes }: Machine): boolean => notes.split("\n").includes(apartLine);

/** Who a machine is, and which keys it had under earlier names. */
interface Owned {
  readonly machineId: string;
  readonly key: string;
  readonly formerly?: readonly string[];
}

/** The machine of a GUID, which carries our key or is not touched. */
export function ownMachine(host: Cmdlets, { machineId, key, formerly = [] }: Owned): Machine {
  const vm = host.getVm().find(({ id }) => id === machineId);
  if (vm === undefined) {
    throw new CmdletError(`the machine ${machineId} is not on this host any more`);
  }
  if (![key, ...formerly].includes(keyOf(vm))) {
    throw new CmdletError(`the machine ${machineId} does not carry our key, and was not touched`);
  }
  return vm;
}

/** Refuses a name that a machine of somebody else has. */
export function demandFree(host: Cmdlets, name: string): void {
  if (host.getVm().some((vm) => vm.name.toLowerCase() === name.toLowerCase())) {
    throw new CmdletError(`a machine of somebody else is called ${name}, and was not touched`);
  }
}
