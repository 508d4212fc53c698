import { randomUUID } from "node:crypto";
import { win32 } from "node:path";
import { changeHost, type HypervHost, replicaHostOf, stateOf } from "./host.js";
import type { Machine, Replication } from "./state.js";

/** How a host sends a replica to another. */
export interface Link extends Pick<Replication, "server" | "port" | "authentication"> {
  readonly thumbprint: string | null;
}

/** What the other host says; undefined where it would take a replica. */
export function refusalOf(host: HypervHost, { server, port, authentication }: Link) {
  const taken = replicaHostOf(host, server)?.seeded.takesReplicas;
  if (taken === undefined || taken.port !== port) {
    return `Hyper-V failed to connect to the Replica server '${server}'`;
  }
  return taken.authentication === authentication
    ? undefined
    : `the Replica server '${server}' does not support ${authentication}`;
}

/** What the other host says of a machine whose GUID it has already; undefined where it has not. */
export function takenBy(host: HypervHost, { id }: Machine, { server }: Link) {
  const other = replicaHostOf(host, server);
  return other && stateOf(other).machines.some((one) => one.id === id)
    ? `a virtual machine with the identifier ${id} exists on '${server}'`
    : undefined;
}

/** Puts the replica of a machine onto the other host: off, and in no network. */
export function placeReplica(host: HypervHost, vm: Machine, primary: Replication): void {
  const other = replicaHostOf(host, primary.server);
  if (other === undefined) {
    return;
  }
  const folder = win32.join("D:\\Hyper-V Replica", vm.id);
  const sizes = stateOf(host).files;
  changeHost(other, ({ machines, files }) => {
    const drives = vm.drives.map(({ slot, path }) => ({
      slot,
      path: win32.join(folder, `${randomUUID()}.vhdx`),
      from: path,
    }));
    for (const { path, from } of drives) {
      files[path] = sizes[from] ?? 0;
    }
    machines.push({
      ...structuredClone(vm),
      ...{ state: "Off", starts: 0, checkpoints: [] },
      drives: drives.map(({ slot, path }) => ({ slot, path })),
      adapters: vm.adapters.map(({ name, vlan }) => ({ name, vlan, switch: null })),
      replication: { ...primary, mode: "Replica", state: "WaitingForInitialReplication" },
    });
  });
}

/** Has the replica of a machine follow it. */
export function followReplica(host: HypervHost, { id }: Machine, to: Partial<Replication>): void {
  const other = replicaHostOf(host, to.server ?? "");
  if (other !== undefined) {
    changeHost(other, ({ machines }) => {
      for (const one of machines.filter((machine) => machine.id === id)) {
        Object.assign(one.replication ?? {}, to, { mode: "Replica" });
      }
    });
  }
}
