import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const fault = z.strictObject({
  /** Names the fault: how often it was used up is remembered in the world. */
  name: z.string(),
  operation: z.enum(["check", "diff", "create", "read", "update", "delete", "invoke"]),
  /** Type or function token; any when left out. */
  token: z.string().optional(),
  /** Name of the resource in its URN; any when left out. */
  resource: z.string().optional(),
  /** Matching operations to leave alone first. */
  after: z.number().int().nonnegative().default(0),
  /** Matching operations that fail; the next ones succeed. */
  times: z.number().int().positive().default(1),
  /**
   * `throttle` refuses before anything happens; `timeout` too, after `milliseconds`; `lostAnswer`
   * does the work and drops the connection's answer; `halfDone` does the work and fails
   * afterwards; `crash` does the work, writes it and ends the process before the answer;
   * `crashTorn` ends it in the middle of that write; `slow` waits `milliseconds`.
   */
  what: z.enum(["throttle", "timeout", "lostAnswer", "halfDone", "crash", "crashTorn", "slow"]),
  milliseconds: z.number().nonnegative().default(0),
  message: z.string().optional(),
});

/** Something that goes wrong on request. */
export type Fault = z.infer<typeof fault>;

/** A fault as it is asked for: defaults may be left out. */
type FaultRequest = z.input<typeof fault>;

const fileName = "faults.json";

/** Asks the simulator of a world to fail; an empty list ends it. Works while it runs. */
export function requestFaults(folder: string, faults: readonly FaultRequest[]): void {
  const file = join(folder, fileName);
  writeFileSync(`${file}.next`, JSON.stringify(faults));
  renameSync(`${file}.next`, file);
}

/** The faults that are asked for in a world's folder, read again when the file changes. */
export class FaultFile {
  private readonly file: string;
  private seen = "";
  private faults: readonly Fault[] = [];

  constructor(folder: string) {
    this.file = join(folder, fileName);
  }

  current(): readonly Fault[] {
    const stat = statSync(this.file, { throwIfNoEntry: false });
    const version = stat ? `${stat.ino} ${stat.mtimeMs} ${stat.size}` : "";
    if (version !== this.seen) {
      this.seen = version;
      this.faults = stat ? z.array(fault).parse(JSON.parse(readFileSync(this.file, "utf8"))) : [];
    }
    return this.faults;
  }
}

/** What an operation is, as far as faults care. */
export interface Occasion {
  readonly operation: Fault["operation"];
  readonly token: string;
  readonly resource: string;
}

/** Whether the fault is meant for the operation. */
export function meant(fault: Fault, on: Occasion): boolean {
  return (
    fault.operation === on.operation &&
    (fault.token ?? on.token) === on.token &&
    (fault.resource ?? on.resource) === on.resource
  );
}
