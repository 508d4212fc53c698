import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Cmdlets } from "../hyperv/cmdlets.js";
import { CmdletError, Cut } from "../hyperv/hostRun.js";
import type { Machine } from "../hyperv/state.js";
import type { Manager } from "./manager.js";
import { type MachineRecord, type ManagerState, readManager, writeManager } from "./state.js";

const looksOfCutJob = 2;

/**
 * The jobs of one run on a VMM server: each changes its database and its hosts or refuses, as the
 * real ones are documented to. A job goes on when the connection of who asked for it is lost.
 */
export class Jobs {
  readonly state: ManagerState;
  private readonly manager: Manager;
  private readonly hosts = new Map<string, Cmdlets>();
  private steps = 0;

  constructor(manager: Manager) {
    this.manager = manager;
    this.state = readManager(manager.folder);
    if (this.isCutDue()) {
      throw new Cut();
    }
  }

  /** Everybody who looks sees jobs go on. */
  pass(): void {
    const { machines } = this.state;
    for (const one of machines.filter(({ job }) => job !== null)) {
      const { job } = one;
      if (job !== null && job.looks > 1) {
        job.looks -= 1;
      } else if (job?.removes) {
        this.state.machines = machines.filter(({ id }) => id !== one.id);
      } else {
        one.job = null;
      }
    }
    writeManager(this.manager.folder, this.state);
  }

  /** The cmdlets of a host, through VMM's agent there. */
  agentOf(computer: string): Cmdlets {
    const known = this.hosts.get(computer);
    const host = this.manager.hosts.find((one) => one.computer === computer)?.host;
    if (host === undefined) {
      throw new CmdletError(`VMM manages no host ${computer}`);
    }
    const agent = known ?? new Cmdlets(host);
    this.hosts.set(computer, agent);
    return agent;
  }

  /** Does something to a machine on its host. */
  run(
    one: MachineRecord,
    what: string,
    change: (agent: Cmdlets, machine: Machine) => void,
    removes = false,
  ): void {
    this.demandIdle(one, what);
    const agent = this.agentOf(one.computer);
    const machine = agent.getVm().find(({ id }) => id === one.seen?.id);
    if (machine === undefined || JSON.stringify(machine) !== JSON.stringify(one.seen)) {
      throw new CmdletError(
        `${what}: ${one.name} was changed outside of VMM; refresh it and try again`,
      );
    }
    change(agent, machine);
    one.seen = removes ? one.seen : structuredClone(machine);
    this.done(one, what, removes);
  }

  /** Refuses what another job of the machine, or its host, is in the way of. */
  demandIdle({ name, job, computer }: MachineRecord, what: string): void {
    if (job !== null) {
      throw new CmdletError(`${what}: the job "${job.name}" for ${name} is in progress`);
    }
    if (this.state.hosts[computer] === "NotResponding") {
      throw new CmdletError(`${what}: the host ${computer} does not respond`);
    }
  }

  /** Ends a job; who asked for it may not hear of it. */
  done(one: MachineRecord | undefined, what: string, removes = false): void {
    this.state.log.push(what);
    this.steps += 1;
    const isCut = this.isCutDue();
    if (one !== undefined && isCut) {
      one.job = { name: what, looks: looksOfCutJob, removes };
    } else if (one !== undefined && removes) {
      this.state.machines = this.state.machines.filter(({ id }) => id !== one.id);
    }
    writeManager(this.manager.folder, this.state);
    if (isCut) {
      throw new Cut();
    }
  }

  /** The file `cut` of a server holds the number of jobs after which the connection is lost once. */
  private isCutDue(): boolean {
    const file = join(this.manager.folder, "cut");
    const isDue = existsSync(file) && Number(readFileSync(file, "utf8")) === this.steps;
    if (isDue) {
      rmSync(file);
    }
    return isDue;
  }
}
