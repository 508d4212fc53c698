/** How often a run that takes long looks how far it is, in milliseconds. */
const interval = 2000;

/** Prints one line for everything that begins, goes on for long or ends. */
export class Progress {
  private readonly started = performance.now();

  /** Prints a line that begins with the seconds since the start. */
  say(who: string, what: string): void {
    const seconds = ((performance.now() - this.started) / 1000).toFixed(1).padStart(5);
    process.stdout.write(`${seconds} s  ${who.padEnd(10)} ${what}\n`);
  }

  /** Runs `work` and, while it goes on, says every two seconds what `state` tells of new. */
  async during<Result>(who: string, state: () => string, work: Promise<Result>): Promise<Result> {
    let said = "";
    const timer = setInterval(() => {
      const now = state();
      if (now !== said) {
        this.say(who, now);
        said = now;
      }
    }, interval);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }
}
