import { CmdletError, type HostRun } from "./hostRun.js";
import { followReplica, type Link, placeReplica, refusalOf, takenBy } from "./replication.js";
import type { Machine, Replication } from "./state.js";

/** The cmdlets about replicas on other hosts. */
export class ReplicaCmdlets {
  private readonly run: HostRun;

  constructor(run: HostRun) {
    this.run = run;
  }

  testReplication(link: Link): void {
    const refusal = refusalOf(this.run.host, link);
    if (refusal !== undefined) {
      throw new CmdletError(refusal);
    }
  }

  /** It finds the other host, and makes the replica there; what is on the disks goes later. */
  enableReplication(vm: Machine, link: Link, frequencySeconds: number): void {
    const refusal =
      vm.replication === undefined
        ? (refusalOf(this.run.host, link) ?? takenBy(this.run.host, vm, link))
        : "replication is enabled already";
    if (refusal !== undefined) {
      throw new CmdletError(`Enable-VMReplication: ${refusal}`);
    }
    const primary: Replication = {
      ...{ mode: "Primary", ...link, primary: `${this.run.host.seeded.name}.example.edu` },
      ...{ frequencySeconds, state: "ReadyForInitialReplication", health: "Normal" },
      slots: vm.drives.map(({ slot }) => slot),
    };
    this.run.done(`Enable-VMReplication ${link.server}`, () => {
      placeReplica(this.run.host, vm, primary);
      vm.replication = primary;
    });
  }

  setReplication(vm: Machine, to: Partial<Replication>): void {
    const replication = this.replicated(vm, "Set-VMReplication");
    this.run.done("Set-VMReplication", () => {
      Object.assign(replication, to);
      followReplica(this.run.host, vm, { ...to, server: replication.server });
    });
  }

  startReplication(vm: Machine): void {
    const replication = this.replicated(vm, "Start-VMInitialReplication");
    if (replication.state !== "ReadyForInitialReplication") {
      throw new CmdletError(`Start-VMInitialReplication: its state is ${replication.state}`);
    }
    this.run.done("Start-VMInitialReplication", () => {
      replication.state = "Replicating";
      followReplica(this.run.host, vm, { server: replication.server, state: "Replicating" });
    });
  }

  /**
   * The replica on the other host stays one.
   *
   * @see https://learn.microsoft.com/powershell/module/hyper-v/remove-vmreplication
   */
  removeReplication(vm: Machine): void {
    this.replicated(vm, "Remove-VMReplication");
    this.run.done("Remove-VMReplication", () => {
      delete vm.replication;
    });
  }

  private replicated(vm: Machine, what: string): Replication {
    if (vm.replication === undefined) {
      throw new CmdletError(`${what}: replication is not enabled for ${vm.name}`);
    }
    return vm.replication;
  }
}
