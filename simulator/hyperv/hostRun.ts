import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type HypervHost, stateOf } from "./host.js";
import { type HostState, writeHost } from "./state.js";

/** What a cmdlet refuses. */
export class CmdletError extends Error {}

/** The connection is gone, and with it the process that ran behind it. */
export class Cut extends Error {}

const cutFile = "cut";

/** One run on a host: what is done in it is on the host's disk at once. */
export class HostRun {
  readonly host: HypervHost;
  readonly state: HostState;
  private steps = 0;

  constructor(host: HypervHost) {
    this.host = host;
    this.state = stateOf(host);
    this.cutIfDue();
  }

  /** Changes the host, in one step that the connection may be lost after. */
  done(what: string, change: () => unknown): void {
    change();
    this.state.log.push(what);
    writeHost(this.host.folder, this.state);
    this.steps += 1;
    this.cutIfDue();
  }

  /** The file `cut` of a host holds the number of steps after which the connection is lost once. */
  private cutIfDue(): void {
    const file = join(this.host.folder, cutFile);
    if (existsSync(file) && Number(readFileSync(file, "utf8")) === this.steps) {
      rmSync(file);
      throw new Cut();
    }
  }
}
