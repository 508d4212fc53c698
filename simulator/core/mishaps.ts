import { setTimeout as wait } from "node:timers/promises";
import { type Fault, FaultFile, meant, type Occasion } from "./faults.js";
import { Refusal, Unreachable } from "./refusal.js";
import type { World } from "./world.js";

/** What must go wrong with the work that is about to be done. */
export interface Mishap {
  readonly lostAnswer: boolean;
  readonly halfDone: string | undefined;
  /** The process ends at the next write: after it, or in the middle of it. */
  readonly dies: "after" | "torn" | undefined;
}

const none: Mishap = { lostAnswer: false, halfDone: undefined, dies: undefined };

/** Makes operations go wrong on request. */
export class Mishaps {
  private readonly file: FaultFile;
  private writes = 0;
  private dying: Mishap["dies"];

  /**
   * @param dieAfterWrites Ends the process with SIGKILL right after so many writes, before their
   * answers; never when left out.
   */
  private readonly world: World;

  constructor(world: World, dieAfterWrites?: number) {
    this.world = world;
    this.file = new FaultFile(world.folder);
    world.watch = {
      before: (journal, entry) => {
        if (this.dying === "torn") {
          journal.appendTorn(entry);
          die();
        }
      },
      after: () => {
        this.writes += 1;
        if (this.dying === "after" || this.writes === dieAfterWrites) {
          die();
        }
      },
    };
  }

  /** Throws when the operation must fail before it does anything. */
  async before(occasion: Occasion): Promise<Mishap> {
    let mishap = none;
    for (const fault of this.file.current()) {
      if (meant(fault, occasion) && this.isDue(fault)) {
        mishap = { ...mishap, ...(await this.strike(fault)) };
      }
    }
    return mishap;
  }

  /** Does the work; a write in it may be the last one of the process. */
  during<Result>({ dies }: Mishap, work: () => Result): Result {
    this.dying = dies;
    try {
      return work();
    } finally {
      this.dying = undefined;
    }
  }

  /** Counts the occasion; whether the fault strikes at this one. */
  private isDue(fault: Fault): boolean {
    const uses = this.world.faultUses(fault.name);
    if (uses >= fault.after + fault.times) {
      return false;
    }
    this.world.useFault(fault.name);
    return uses >= fault.after;
  }

  private async strike(fault: Fault): Promise<Partial<Mishap>> {
    await wait(fault.milliseconds);
    switch (fault.what) {
      case "throttle":
        throw new Refusal(fault.message ?? "ThrottlingException: Rate exceeded");
      case "timeout":
        throw new Unreachable(fault.message ?? "timeout while waiting for state to become ready");
      case "lostAnswer":
        return { lostAnswer: true };
      case "halfDone":
        return { halfDone: fault.message ?? "timeout waiting for customization to complete" };
      case "crash":
        return { dies: "after" };
      case "crashTorn":
        return { dies: "torn" };
      case "slow":
        return {};
    }
  }
}

function die(): never {
  process.kill(process.pid, "SIGKILL");
  // The signal is on its way; nothing may be answered until it arrives.
  for (;;) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
