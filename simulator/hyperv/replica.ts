import type { Cmdlets } from "./cmdlets.js";
import { diskPath, goneDrives, isNewGeneration, labelOf } from "./disks.js";
import type { MachineTold } from "./document.js";
import { isCold } from "./hardware.js";
import { CmdletError } from "./hostRun.js";
import type { HostReport } from "./own.js";
import type { Machine } from "./state.js";

const line = /^comanaged replica to [a-z0-9.-]{1,253}$/;

/** The lines of its notes that say that its replication is ours. */
export const replicaLines = ({ notes }: Machine): string[] =>
  notes.split("\n").filter((one) => line.test(one));

const lineOf = (server: string) => `comanaged replica to ${server.toLowerCase()}`;

const failovers = [
  ...["PreparedForFailover", "FailedOverWaitingCompletion", "FailedOver", "RecoveryInProgress"],
  ...["FailbackInProgress", "FailbackComplete"],
];

/** Refuses the copy of a machine that is elsewhere. */
export function demandNoCopy({ id, replication }: Machine): void {
  if (replication?.mode === "Replica") {
    throw new CmdletError(
      `the machine ${id} is a replica here: what runs is on another host, and nothing was touched`,
    );
  }
}

/** Refuses what would come between a machine and its replica, before anything is touched. */
export function checkReplica(host: Cmdlets, vm: Machine, told: MachineTold): void {
  demandNoCopy(vm);
  const { replica } = told;
  if (vm.replication !== undefined) {
    demandNoFailover(vm);
    if (!isEnding(vm, replica)) {
      const { server } = vm.replication;
      if (replica !== null && server.toLowerCase() !== replica.server) {
        throw new CmdletError(
          `replica: somebody else has it replicated to ${server}, and nothing was touched`,
        );
      }
      checkReplicatedDisks(host, vm, told);
      return;
    }
  }
  if (replica !== null) {
    try {
      host.replicas.testReplication(replica);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new CmdletError(
        `replica: ${replica.server} takes no replica on port ${replica.port}: ${why}`,
      );
    }
  }
}

function demandNoFailover({ replication }: Machine): void {
  if (replication !== undefined && failovers.includes(replication.state)) {
    throw new CmdletError(
      `replica: a failover is under way (${replication.state}), and nothing was touched; ` +
        "have it completed or cancelled first",
    );
  }
}

function isEnding(vm: Machine, replica: MachineTold["replica"]): boolean {
  const server = vm.replication?.server.toLowerCase();
  return (
    server !== undefined && replicaLines(vm).includes(lineOf(server)) && server !== replica?.server
  );
}

function checkReplicatedDisks(host: Cmdlets, vm: Machine, told: MachineTold): void {
  const gone = [
    ...goneDrives(vm, told).map((drive) => labelOf(drive, vm.id, told.adopted)),
    ...(isNewGeneration(vm, told) ? ["system"] : []),
  ];
  if (gone.length > 0) {
    throw new CmdletError(
      `disks.${gone.join(", ")}: the replica is in the way; have it ended first`,
    );
  }
  if (vm.state === "Running" && !isCold(vm, told)) {
    return;
  }
  for (const disk of told.disks) {
    const path = diskPath(disk, told);
    if (host.disks.fileExists(path) && host.disks.sizeOf(path) < disk.sizeGiB) {
      throw new CmdletError(
        `disks.${disk.label}: a disk that is replicated grows only while its machine runs; ` +
          "have everything else changed first",
      );
    }
  }
}

function setLines(host: Cmdlets, vm: Machine, lines: readonly string[]): void {
  const [key = "", ...rest] = vm.notes.split("\n").filter((one) => !line.test(one));
  host.setVm(vm, { notes: [key, ...lines, ...rest].join("\n") });
}

/** Ends a replication of ours that is told no more, or elsewhere; the copy stays. */
export function endGoneReplica(
  host: Cmdlets,
  vm: Machine,
  { replica }: MachineTold,
  { changed }: HostReport,
): void {
  if (vm.replication !== undefined && isEnding(vm, replica)) {
    host.replicas.removeReplication(vm);
    changed.push("end of the replica");
  }
  const wanted = replica === null ? undefined : lineOf(replica.server);
  if (replicaLines(vm).some((one) => one !== wanted)) {
    setLines(host, vm, []);
  }
}

const ascending = (a: number, b: number) => a - b;

/** Has a machine replicated as it is told. */
export function setReplica(
  host: Cmdlets,
  vm: Machine,
  { replica }: MachineTold,
  { changed }: HostReport,
): void {
  if (replica === null) {
    return;
  }
  if (replicaLines(vm).length === 0) {
    setLines(host, vm, [lineOf(replica.server)]);
  }
  const { server, port, authentication, thumbprint, frequencySeconds } = replica;
  const link = { server, port, authentication, thumbprint };
  const was = vm.replication;
  if (was === undefined) {
    host.replicas.enableReplication(vm, link, frequencySeconds);
    changed.push("replica");
  } else if (
    was.port !== port ||
    was.authentication !== authentication ||
    was.thumbprint !== thumbprint ||
    was.frequencySeconds !== frequencySeconds
  ) {
    host.replicas.setReplication(vm, { port, authentication, thumbprint, frequencySeconds });
    changed.push("settings of the replica");
  }
  const slots = vm.drives.map(({ slot }) => slot).sort(ascending);
  if (vm.replication?.state === "ReadyForInitialReplication") {
    host.replicas.startReplication(vm);
    changed.push("first copy of the replica");
  } else if (slots.join() !== vm.replication?.slots.toSorted(ascending).join()) {
    host.replicas.setReplication(vm, { slots });
    changed.push("disks of the replica");
  }
}

/** Ends any replication of a machine that goes. */
export function endReplication(host: Cmdlets, vm: Machine, { changed }: HostReport): void {
  if (vm.replication !== undefined) {
    demandNoFailover(vm);
    host.replicas.removeReplication(vm);
    changed.push("end of the replica");
  }
}

/** How the replication of a machine gets on. */
export function replicaSeen({ replication }: Machine) {
  if (replication === undefined) {
    return null;
  }
  const { mode, server, primary, frequencySeconds, state, health } = replication;
  return { mode, server, primary, frequencySeconds, state, health };
}
