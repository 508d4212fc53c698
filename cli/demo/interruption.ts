import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunFailure } from "../stack/run.js";
import { demoFolder } from "./project.js";

/** Lies in the demo's folder while the demo runs, and stays when it breaks off. */
const mark = join(demoFolder, "running");

/** The demo was stopped with Ctrl-C; the message says how to go on. */
export class Interrupted extends RunFailure {
  constructor() {
    super(
      "Interrupted. `npm run demo` recovers what was begun and goes on; " +
        "`npm run demo -- --clean` removes it.",
    );
  }
}

/** Knows whether the last run of the demo broke off, and whether this one is to. */
export class Interruption {
  /** Whether the last run broke off, so that its stacks may need recovery. */
  readonly lastTime = existsSync(mark);
  private now = false;

  /** Begins to watch. The first Ctrl-C lets what was begun come to its end; the second does not. */
  constructor(say: (line: string) => void) {
    mkdirSync(demoFolder, { recursive: true });
    writeFileSync(mark, "");
    process.on("SIGINT", () => {
      if (this.now) {
        process.exit(130);
      }
      this.now = true;
      say("stopping …");
    });
  }

  /** Does the work unless the demo is to stop; what fails while it stops is no news. */
  async unlessStopped<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.now) {
      throw new Interrupted();
    }
    try {
      return await work();
    } catch (failure) {
      throw this.now ? new Interrupted() : failure;
    }
  }

  /** Tells that the demo came to its end. */
  end(): void {
    if (!this.now) {
      rmSync(mark, { force: true });
    }
  }
}
