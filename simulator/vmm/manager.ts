import { join } from "node:path";
import { hypervHosts } from "../data/seedHyperv.js";
import { type SeededManager, vmmServers } from "../data/seedVmm.js";
import { FileSystem } from "../guests/fileSystem.js";
import { type HypervHost, hypervHostAt } from "../hyperv/host.js";
import { type ManagerState, readManager, writeManager } from "./state.js";

/** A host of a world that Virtual Machine Manager manages. */
export interface ManagedHost {
  readonly computer: string;
  readonly hostGroup: string;
  readonly host: HypervHost;
}

/** A server of Virtual Machine Manager of a world. */
export interface Manager {
  readonly seeded: SeededManager;
  /** Where its state lies. */
  readonly folder: string;
  /** What its SSH server needs. */
  readonly files: FileSystem;
  readonly hosts: readonly ManagedHost[];
}

/** The VMM server at an address; undefined when there is none. */
export function managerAt(world: string, address: string): Manager | undefined {
  const seeded = vmmServers[address];
  const folder = join(world, "managers", address);
  return (
    seeded && {
      ...{ seeded, folder, hosts: managedHosts(world) },
      files: new FileSystem(join(folder, "files"), seeded.name),
    }
  );
}

function managedHosts(world: string): ManagedHost[] {
  return Object.entries(hypervHosts).flatMap(([address, { managed }]) => {
    const host = hypervHostAt(world, address);
    return managed === undefined || host === undefined ? [] : [{ ...managed, host }];
  });
}

/** What a VMM server keeps. */
export function managerState({ folder }: Manager): ManagerState {
  return readManager(folder);
}

/** Changes a VMM server behind everybody's back. */
export function changeManager(manager: Manager, change: (state: ManagerState) => void): void {
  const state = managerState(manager);
  change(state);
  writeManager(manager.folder, state);
}
