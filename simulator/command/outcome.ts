/** What a process left behind. */
export interface Outcome {
  /** Why it counts as failed, in the provider's words; undefined when it went well. */
  readonly failed: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
}

/** Takes what a process writes, however long its lines are. */
export class Output {
  private readonly out: Buffer[] = [];
  private readonly err: Buffer[] = [];
  private readonly both: Buffer[] = [];

  readonly onStdout = (data: Buffer): void => this.take(this.out, data);
  readonly onStderr = (data: Buffer): void => this.take(this.err, data);

  /** The outcome of a process that ended. */
  ended(code: number | null, signal: string | null | undefined): Outcome {
    const stopped = signal ? `signal: ${signal}` : `exit status ${code ?? "unknown"}`;
    return {
      failed: code === 0 ? undefined : stopped,
      stdout: text(this.out),
      stderr: text(this.err),
      output: text(this.both),
    };
  }

  private take(into: Buffer[], data: Buffer): void {
    into.push(data);
    this.both.push(data);
  }
}

function text(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString("utf8").replace(/\n$/, "");
}
