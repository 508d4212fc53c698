import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { hypervHosts, type SeededHost } from "../data/seedHyperv.js";
import { FileSystem } from "../guests/fileSystem.js";
import { type HostState, type Machine, readHost, writeHost } from "./state.js";

/** A Hyper-V host of a world. */
export interface HypervHost {
  readonly seeded: SeededHost;
  /** Where its state lies. */
  readonly folder: string;
  /** What its SSH server needs. */
  readonly files: FileSystem;
}

const folderOf = (world: string, address: string) => join(world, "hypervisors", address);

const lostFile = "lost";

/** The host at an address; undefined when there is none, or none any more. */
export function hypervHostAt(world: string, address: string): HypervHost | undefined {
  const folder = folderOf(world, address);
  const seeded = existsSync(join(folder, lostFile)) ? undefined : hypervHosts[address];
  return seeded && { seeded, folder, files: new FileSystem(join(folder, "files"), seeded.name) };
}

/** What a host keeps; that of a new one when nobody has reached it yet. */
export function stateOf({ folder, seeded }: HypervHost): HostState {
  return readHost(folder) ?? { machines: [], files: { ...seeded.images }, contents: {}, log: [] };
}

/** Changes a host behind everybody's back. */
export function changeHost(host: HypervHost, change: (state: HostState) => void): void {
  const state = stateOf(host);
  change(state);
  writeHost(host.folder, state);
}

/** Takes the host at an address away with everything on it, as when its site is lost. */
export function loseHost(world: string, address: string): void {
  const host = hypervHostAt(world, address);
  if (host !== undefined) {
    changeHost(host, (state) => Object.assign(state, { machines: [], files: {}, contents: {} }));
    writeFileSync(join(host.folder, lostFile), "");
  }
}

/** The host of the same world that takes replicas under a name; undefined when none does. */
export function replicaHostOf({ folder }: HypervHost, server: string): HypervHost | undefined {
  const [address] =
    Object.entries(hypervHosts).find(
      ([, { takesReplicas }]) => takesReplicas?.server === server.toLowerCase(),
    ) ?? [];
  return address === undefined ? undefined : hypervHostAt(dirname(dirname(folder)), address);
}

/** The machines on all hosts of a world, without the replicas of others. */
export function hypervMachines(world: string): readonly Machine[] {
  return Object.keys(hypervHosts)
    .flatMap((address) => readHost(folderOf(world, address))?.machines ?? [])
    .filter(({ replication }) => replication?.mode !== "Replica");
}
