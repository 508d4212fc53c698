import type { Cmdlets } from "./cmdlets.js";
import type { MachineTold } from "./document.js";
import type { HostReport } from "./own.js";
import type { Machine } from "./state.js";

type Told = MachineTold["checkpoints"];

/** What a checkpoint of ours is called. */
export const checkpointName = ({ name }: Told[number]): string => `comanaged-${name}`;

/** Those of ours that are not told any more. */
export function goneCheckpoints({ checkpoints }: Machine, told: Told): string[] {
  const wanted = told.map(checkpointName);
  return checkpoints.filter((name) => name.startsWith("comanaged-") && !wanted.includes(name));
}

/** All but those that are about to go. */
export function lastingCheckpoints(vm: Machine, told: Told): string[] {
  const gone = goneCheckpoints(vm, told);
  return vm.checkpoints.filter((name) => !gone.includes(name));
}

/** Removes those of ours that are not told any more. */
export function removeGoneCheckpoints(
  host: Cmdlets,
  vm: Machine,
  told: Told,
  { changed }: HostReport,
): void {
  for (const name of goneCheckpoints(vm, told)) {
    host.removeSnapshot(vm, name);
    changed.push(`checkpoint ${name}`);
  }
}

/** Takes those that are not there. */
export function addCheckpoints(
  host: Cmdlets,
  vm: Machine,
  told: Told,
  { changed }: HostReport,
): void {
  for (const name of told.map(checkpointName)) {
    if (!vm.checkpoints.includes(name)) {
      host.checkpointVm(vm, name);
      changed.push(`checkpoint ${name}`);
    }
  }
}

/** What the notes tell of them. */
export function checkpointLines(told: Told): string[] {
  return told.map(
    ({ name, until, owner, purpose }) =>
      `comanaged checkpoint ${name} until ${until} (${owner}): ${purpose}`,
  );
}
