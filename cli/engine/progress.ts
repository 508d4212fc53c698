const reportMilliseconds = 5_000;

/** Says every few seconds how long something has taken and what it is at. */
export class Progress {
  readonly #title: string;
  readonly #report: (line: string) => void;
  readonly #start = Date.now();
  readonly #timer: NodeJS.Timeout;
  #heard = 0;
  #latest = "";

  constructor(
    title: string,
    report: (line: string) => void,
    everyMilliseconds: number = reportMilliseconds,
  ) {
    this.#title = title;
    this.#report = report;
    report(title);
    this.#timer = setInterval(() => this.#tell(), everyMilliseconds);
  }

  /** Takes what is written meanwhile: one line for each step. */
  hear(text: string): void {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    this.#heard += lines.length;
    this.#latest = lines.at(-1)?.trim() ?? this.#latest;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#report(`${this.#title}: done after ${this.#elapsed()}`);
  }

  #tell(): void {
    const step = this.#heard === 0 ? "" : `, step ${this.#heard}, ${this.#latest}`;
    this.#report(`${this.#title}: ${this.#elapsed()}${step}`);
  }

  #elapsed(): string {
    const seconds = Math.round((Date.now() - this.#start) / 1000);
    return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, "0")}s`;
  }
}
